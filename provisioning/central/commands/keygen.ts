import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { keygenOptions, readKeyId, readRights } from './arguments.ts';
import { makeKey } from './signing-key.ts';

/** `central keygen`: a key to sign commands with, and what a box’s config needs to know of it. */
export function keygen(args: readonly string[]): Outcome {
  const parsed = parse(args, keygenOptions);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { out, id: name, right } = parsed.values;
  const id = readKeyId(name);
  const rights = readRights(right);
  if (out === undefined) return failed(EXIT.usage, 'usage', 'Where to? --out FILE is missing.');
  if (id === null) return failed(EXIT.usage, 'usage', '--id: lower-case letters, digits and hyphens, 1–40 characters.');
  if (rights === null) return failed(EXIT.usage, 'usage', 'What may it do? --right COMMAND, once for each.');
  const publicKey = makeKey(out);
  if (!publicKey.ok) return failed(EXIT.cannotCreate, publicKey.error.code, publicKey.error.detail);
  const entry = { id, publicKey: publicKey.value, rights };
  return { exit: EXIT.done, lines: [JSON.stringify(entry, null, 2)], told: entry };
}
