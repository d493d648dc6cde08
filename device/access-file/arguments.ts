import { parseArgs } from 'node:util';
import type { ImportKind } from '../contract/credential-import.ts';

export const USAGE = `Cards and rules as files, while the box runs:
  npm run access -- import-credentials FILE [--dry-run] [--update] [--json]
  npm run access -- export-credentials FILE [--json]
  npm run access -- import-patrons FILE [--dry-run] [--json]
  npm run access -- import-policy FILE [--dry-run] [--json]
  npm run access -- export-policy FILE [--json]

FILE is CSV (.csv: UTF-8, commas or semicolons, a header) or JSON (.json: an array of objects with the same keys).
A policy is JSON.
  kind, number   uid, barcode or qr, and what the reader reads; never a personal identity number
  hash           in place of both, from an export of this very box
  role           visitor (without it), host, staff, cleaner or guest
  valid_from     a day of the office, or an instant; both limits are inclusive
  valid_until
  blocked        why; empty for a card that is not
  label          what the log calls a host, staff or cleaner; visitors and guests have no names here
  holder         any text: rows with the same one have the same holder; it is not kept
  uses_left      of a guest pass
A list of patrons has kind, number, hash and valid_until.

  --dry-run  reads every line, says which are bad and why, and changes nothing
  --update   changes cards that the box knows already, in the columns that the file has; without it they are bad lines
  --json     one object on standard output

It ends with 0 when it is done, 1 when lines are bad (nothing was changed), 64 when it was called wrongly,
66 when FILE cannot be read and 73 when it cannot be written, 69 when the box is not running, 75 when the box
could not do it now.`;

export type Command = { readonly file: string; readonly json: boolean } & (
  | { readonly name: 'import-cards'; readonly kind: ImportKind; readonly dryRun: boolean; readonly update: boolean }
  | { readonly name: 'export-credentials' | 'export-policy' }
  | { readonly name: 'import-policy'; readonly dryRun: boolean }
);

const options = {
  'dry-run': { type: 'boolean', default: false },
  update: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Which of the options each verb takes, beside --json. */
const verbs: Readonly<Record<string, readonly ('dry-run' | 'update')[]>> = {
  'import-credentials': ['dry-run', 'update'],
  'export-credentials': [],
  'import-patrons': ['dry-run'],
  'import-policy': ['dry-run'],
  'export-policy': [],
};

/** `help`: that was asked for. Else the command, or what is wrong with how it was called. */
export function readArguments(args: readonly string[]): Command | 'help' | { readonly wrong: string } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { wrong: cause.message };
  }
  if (parsed.values.help) return 'help';
  return commandOf(parsed);
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

function commandOf({ values, positionals }: ReturnType<typeof parse>): Command | { readonly wrong: string } {
  const [verb = '', file, ...others] = positionals;
  const takes = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (takes === undefined) return { wrong: verb === '' ? 'What shall be done?' : `There is no ${verb}.` };
  if (file === undefined || others.length > 0) return { wrong: `${verb} wants one file.` };
  const stray = (['dry-run', 'update'] as const).find((option) => values[option] && !takes.includes(option));
  if (stray !== undefined) return { wrong: `${verb} takes no --${stray}.` };
  const { json, update, 'dry-run': dryRun } = values;
  const common = { file, json };
  if (verb === 'export-credentials' || verb === 'export-policy') return { ...common, name: verb };
  if (verb === 'import-policy') return { ...common, name: verb, dryRun };
  return {
    ...common,
    name: 'import-cards',
    kind: verb === 'import-patrons' ? 'patrons' : 'credentials',
    dryRun,
    update,
  };
}
