import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { input, password } from '@inquirer/prompts';

/** What a program of the system ended with, and what it said on standard output. */
export type Ran = { readonly status: number | null; readonly output: string };

/** What the commands of a box ask of the machine and of whoever sits before it; a test gives its own. */
export type Around = {
  /** Null where there is no such program. Arguments can be read by everybody: never a secret. */
  readonly run: (program: string, args: readonly string[]) => Ran | null;
  /** Null when nobody can be asked: there is no terminal. */
  readonly ask: (question: string) => Promise<string | null>;
  /** The same for what must not be seen. */
  readonly askSecret: (question: string) => Promise<string | null>;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Epoch ms. */
  readonly now: () => number;
};

/** No program of the system that is asked here takes longer, unless it hangs. */
const LONGEST_RUN_MS = 90_000;

export const realAround: Around = {
  run(program, args) {
    const { error, status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: LONGEST_RUN_MS });
    return error !== undefined && 'code' in error && error.code === 'ENOENT' ? null : { status, output: stdout ?? '' };
  },
  ask: (message) => asked(() => input({ message }, { output: process.stderr })),
  askSecret: (message) => asked(() => password({ message }, { output: process.stderr })),
  wait: (ms) => setTimeout(ms),
  now: () => Date.now(),
};

/** Ctrl-C at a question is an answer: the empty one. */
async function asked(question: () => Promise<string>): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  try {
    return await question();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ExitPromptError') return '';
    throw cause;
  }
}
