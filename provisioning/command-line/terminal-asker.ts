import { confirm, input, number, password, select } from '@inquirer/prompts';
import { type Asker, GivenUp } from './asker.ts';

// What came of the command has standard output for itself.
const context = { output: process.stderr };

/** Whoever sits at this process's terminal. */
export const terminalAsker: Asker = {
  present: process.stdin.isTTY === true,
  text: (message, check, usual) =>
    answered(input({ message, default: usual, required: true, validate: (answer) => check(answer) ?? true }, context)),
  number: (message, { min, max }) => answered(number({ message, min, max, step: 1, required: true }, context)),
  choice: (message, choices) => answered(select({ message, choices: listOf(choices) }, context)),
  yes: (message) => answered(confirm({ message, default: false }, context)),
  secret: (message) => answered(password({ message, mask: false }, context)),
};

function listOf<T extends string>(
  choices: Readonly<Record<T, string>>,
): { readonly value: T; readonly name: string }[] {
  const list: { value: T; name: string }[] = [];
  for (const value in choices) list.push({ value, name: choices[value] });
  return list;
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    // Ctrl-C, and the end of the input; the package tells them by their names alone.
    if (cause instanceof Error && cause.name === 'ExitPromptError') throw new GivenUp();
    throw cause;
  }
}
