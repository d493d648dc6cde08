import { parseArgs } from 'node:util';

export const USAGE = `The log of this box:
  npm run log -- verify [--head SEQ:HASH] [--json]
  npm run log -- export statistics --out FILE [--from DAY] [--until DAY] [--exact] [--json]
  npm run log -- export library-statistics --out FILE [--from DAY] [--until DAY] [--json]
  npm run log -- export events --to RECIPIENT --out FILE [--from DAY] [--until DAY] [--json]
  npm run log -- export incidents --to RECIPIENT --out FILE [--from DAY] [--until DAY] [--json]
  npm run log -- export visits --to RECIPIENT --out FILE [--config FILE] [--from DAY] [--until DAY] [--json]
  npm run log -- backup --to RECIPIENT --out FOLDER [--keep N] [--identity FILE] [--json]
  npm run log -- restore --from FILE --identity FILE [--json]
  npm run log -- rehearse [--json]

  --head      a head of the log that was kept elsewhere: row and hash, as the topic log-head has them
  --out       .csv or .json; of events an encrypted file, of a backup a folder
  --from      the first day, as YYYY-MM-DD, by UTC; without it the first there is
  --until     the last day
  --exact     hours as they are, for the office itself; without it days that are over, with counts of 1 to 4
              suppressed
  --to        an age recipient (age1…); may come more than once
  --config    of the box, which tells the doors of the office from those of rooms inside it
  --keep      how many backups of this office stay in the folder
  --identity  a file with the age identity (AGE-SECRET-KEY-1…) that reads what was encrypted
  --json      one object on standard output

verify names the first row that is broken. It ends with 0 and says so when the row of --head was purged since, and cannot be
checked. events, incidents and visits are written encrypted alone, by a box that runs, which logs it first.
restore wants a box that is stopped, and a backup that is whole.
rehearse tries on a copy whether this program can take over the database, as an update does before it changes anything.

It ends with 0 when it is done, 1 when the log or the backup is broken, 64 when it was called wrongly, 66 when
there is nothing to read, 69 when the box is not running, 73 when the file cannot be written, 75 when it could
not be done now.`;

/** Days as they are written; null: no limit. */
export type Period = { readonly from: string | null; readonly until: string | null };

export type Command = { readonly json: boolean } & (
  | { readonly name: 'verify'; readonly head: { readonly seq: number; readonly hash: string } | null }
  | { readonly name: 'export-statistics'; readonly out: string; readonly period: Period; readonly exact: boolean }
  | { readonly name: 'export-library-statistics'; readonly out: string; readonly period: Period }
  | {
      readonly name: 'export-events' | 'export-incidents';
      readonly out: string;
      readonly period: Period;
      readonly recipients: readonly string[];
    }
  | {
      readonly name: 'export-visits';
      readonly out: string;
      readonly period: Period;
      readonly recipients: readonly string[];
      readonly config: string | null;
    }
  | {
      readonly name: 'backup';
      readonly out: string;
      readonly recipients: readonly string[];
      readonly keep: number | null;
      readonly identity: string | null;
    }
  | { readonly name: 'restore'; readonly from: string; readonly identity: string }
  | { readonly name: 'rehearse' }
);

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...{ head: text, out: text, from: text, until: text, keep: text, identity: text, config: text },
  to: { type: 'string', multiple: true, default: [] as string[] },
  ...{ exact: flag, json: flag, help: flag },
} as const;

type Wrong = { readonly wrong: string };
type Option = keyof typeof options;

/** Which options each verb takes, beside --json; those it cannot do without come first. */
const verbs: Readonly<Record<string, { readonly needs: readonly Option[]; readonly takes: readonly Option[] }>> = {
  verify: { needs: [], takes: ['head'] },
  'export statistics': { needs: ['out'], takes: ['from', 'until', 'exact'] },
  'export library-statistics': { needs: ['out'], takes: ['from', 'until'] },
  'export events': { needs: ['out', 'to'], takes: ['from', 'until'] },
  'export incidents': { needs: ['out', 'to'], takes: ['from', 'until'] },
  'export visits': { needs: ['out', 'to'], takes: ['from', 'until', 'config'] },
  backup: { needs: ['out', 'to'], takes: ['keep', 'identity'] },
  restore: { needs: ['from', 'identity'], takes: [] },
  rehearse: { needs: [], takes: [] },
};

/** `help`: that was asked for. Else the command, or what is wrong with how it was called. */
export function readArguments(args: readonly string[]): Command | 'help' | Wrong {
  try {
    const parsed = parse(args);
    return parsed.values.help ? 'help' : commandOf(parsed);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { wrong: cause.message };
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

type Parsed = ReturnType<typeof parse>;

function commandOf({ values, positionals }: Parsed): Command | Wrong {
  const verb = positionals.join(' ');
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (known === undefined) return { wrong: verb === '' ? 'What shall be done?' : `There is no "${verb}".` };
  const given = (option: Option) =>
    Array.isArray(values[option]) ? values[option].length > 0 : Boolean(values[option]);
  const allowed: readonly Option[] = [...known.needs, ...known.takes, 'json'];
  const stray = (Object.keys(options) as Option[]).find((option) => given(option) && !allowed.includes(option));
  if (stray !== undefined) return { wrong: `${verb} takes no --${stray}.` };
  const missing = known.needs.find((option) => !given(option));
  if (missing !== undefined) return { wrong: `${verb} wants --${missing}.` };
  return readValues(verb, values);
}

function readValues(verb: string, values: Parsed['values']): Command | Wrong {
  const { json, exact, to: recipients, out = '', identity = '' } = values;
  const period = { from: values.from ?? null, until: values.until ?? null };
  switch (verb) {
    case 'verify': {
      const head = headOf(values.head);
      return head === undefined ? { wrong: '--head is a row and its hash: 123:ab…' } : { name: 'verify', json, head };
    }
    case 'export statistics':
      return { name: 'export-statistics', json, out, exact, period };
    case 'export library-statistics':
      return { name: 'export-library-statistics', json, out, period };
    case 'export events':
      return { name: 'export-events', json, out, recipients, period };
    case 'export incidents':
      return { name: 'export-incidents', json, out, recipients, period };
    case 'export visits':
      return { name: 'export-visits', json, out, recipients, period, config: values.config ?? null };
    case 'backup': {
      const keep = values.keep === undefined ? null : Number(values.keep);
      if (keep !== null && !(Number.isInteger(keep) && keep > 0)) return { wrong: '--keep is a number from 1 on.' };
      return { name: 'backup', json, out, recipients, keep, identity: identity === '' ? null : identity };
    }
    case 'rehearse':
      return { name: 'rehearse', json };
    default:
      return { name: 'restore', json, from: values.from ?? '', identity };
  }
}

/** Undefined when it is not one. */
function headOf(written: string | undefined): { seq: number; hash: string } | null | undefined {
  if (written === undefined) return null;
  const parts = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(written);
  return parts === null ? undefined : { seq: Number(parts[1]), hash: String(parts[2]).toLowerCase() };
}
