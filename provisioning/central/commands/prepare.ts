import { err, ok, type Result } from '../../../device/contract/result.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { readTextFile } from '../../files/text-file.ts';
import { isTarget, readDuration } from '../parse-options.ts';
import { readKeyId, usualLife } from './arguments.ts';
import type { CommandValues } from './command-options.ts';
import { readCommand } from './read-command.ts';
import { type ReadyCommand, readyCommand, signCommand } from './sign-command.ts';
import { readPrivateKey } from './signing-key.ts';

export type SigningValues = CommandValues & {
  readonly key?: string | undefined;
  readonly id?: string | undefined;
  readonly target?: string | undefined;
  readonly 'valid-for'?: string | undefined;
};

type Prepared = Result<ReadyCommand, { readonly code: 'not-prepared'; readonly outcome: Outcome }>;

/** Signs the command that was asked for. */
export function prepareCommand(name: string | undefined, values: SigningValues, nowMs: number): Prepared {
  const { key: keyFile, target = '' } = values;
  const id = readKeyId(values.id);
  if (keyFile === undefined) return usage('By which key? --key FILE is missing.');
  if (id === null) return usage('By what is the key called? --id: lower-case letters, digits and hyphens.');
  if (!isTarget(target)) return usage('To which office? --target OPERATOR/OFFICE.');
  const command = readCommand(name, values);
  if (!command.ok) return command.error.code === 'wrong' ? usage(command.error.detail) : noInput(command.error);
  const validFor = values['valid-for'];
  const validForMs = validFor === undefined ? usualLife(command.value) : readDuration(validFor);
  if (validForMs === null || validForMs === 0) return usage('--valid-for: seconds, or 15m, 12h, 7d.');
  const key = readPrivateKey(keyFile);
  if (!key.ok) return noInput(key.error);
  return ready(signCommand({ key: key.value, id, target, command: command.value, validForMs }, nowMs), 'The command');
}

/** Takes one that was signed before. */
export function prepareFile(file: string): Prepared {
  const text = readTextFile(file);
  return text.ok ? ready(text.value, file) : noInput(text.error);
}

function ready(text: string, what: string): Prepared {
  const command = readyCommand(text);
  if (command.ok) return ok(command.value);
  return command.error.code === 'too-long'
    ? usage(`${what} is longer than a box takes.`)
    : noInput({ code: command.error.code, detail: `${what}: it is no signed command` });
}

function usage(line: string): Prepared {
  return err({ code: 'not-prepared', outcome: failed(EXIT.usage, 'usage', line) });
}

function noInput({ code, detail }: { readonly code: string; readonly detail: string }): Prepared {
  return err({ code: 'not-prepared', outcome: failed(EXIT.noInput, code, detail) });
}
