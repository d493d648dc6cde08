import { Command, CommandType } from '../../../device/contract/feed/commands.ts';
import { Policy } from '../../../device/contract/policy.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { type FileFault, readJsonFile } from '../../files/text-file.ts';
import { type CommandValues, commandOptions, fieldsOf, optionsOf } from './command-options.ts';

/** `wrong`: it was called wrongly; the others are of a file that it names. */
export type CommandFault = { readonly code: 'wrong' | FileFault['code']; readonly detail: string };

/** The command that was asked for, whole and checked. */
export function readCommand(name: string | undefined, values: CommandValues): Result<Command, CommandFault> {
  const type = CommandType.safeParse(name);
  if (!type.success) return wrong(`Which command? One of ${CommandType.options.join(', ')}.`);
  const stray = strayOption(type.data, values);
  if (stray !== undefined) return wrong(`--${stray} does not go with ${type.data}.`);
  if (type.data === 'announce' && values.withdraw && (values.text ?? values.until) !== undefined)
    return wrong('--withdraw goes without --text and --until.');
  const policy = readPolicy(values.policy);
  if (!policy.ok) return policy;
  const command = Command.safeParse(fieldsOf(type.data, values, policy.value));
  if (command.success) return ok(command.data);
  const problems = command.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || type.data}: ${message}`,
  );
  return wrong(`${type.data} is not right: ${problems.join('; ')}`);
}

function strayOption(type: CommandType, values: CommandValues): string | undefined {
  const given = (name: keyof CommandValues) => values[name] !== undefined;
  return (Object.keys(commandOptions) as (keyof CommandValues)[]).find(
    (name) => given(name) && !optionsOf[type].includes(name),
  );
}

function readPolicy(file: string | undefined): Result<unknown, CommandFault> {
  return file === undefined ? ok(undefined) : readJsonFile(file, Policy);
}

function wrong(detail: string): Result<never, CommandFault> {
  return err({ code: 'wrong', detail });
}
