import { parseArgs } from 'node:util';

export const USAGE = `The documents that a public body needs for this box, in Swedish, from the box's config:
  npm run documents -- --config FILE --out FOLDER [--answers FILE] [--check]

It writes registerforteckning.md (GDPR article 30), konsekvensbedomning.md (article 35), anslag-vid-dorren.md
(article 13) and gallringsplan.md (arkivlagen) into FOLDER, and says what is left to fill in. What no config knows
is marked [fyll i: …]; answers to that are not written into the documents, which are made anew, but into a file.

  --config FILE   the box's config, JSON
  --out FOLDER    made where it is missing; the four files in it are replaced
  --answers FILE  JSON: an object of texts of one line each, by the names that the command prints
  --check         writes nothing, and ends with 1 when the files in FOLDER are not what would be written now

It ends with 0 when it is done, 1 when --check finds a difference, 64 when it was called wrongly, 66 when a file
cannot be read, 73 when FOLDER cannot be written, and 78 when the config or the answers are not right.`;

export type Command = {
  readonly config: string;
  readonly out: string;
  readonly answers: string | null;
  readonly check: boolean;
};

const options = {
  config: { type: 'string' },
  out: { type: 'string' },
  answers: { type: 'string' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** `help`: that was asked for. Else the command, or what is wrong with how it was called. */
export function readArguments(args: readonly string[]): Command | 'help' | { readonly wrong: string } {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { wrong: cause.message };
  }
  const { help, config, out, answers = null, check } = values;
  if (help) return 'help';
  if (!config) return { wrong: 'Of which box? --config FILE is missing.' };
  if (!out) return { wrong: 'Where to? --out FOLDER is missing.' };
  return { config, out, answers, check };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, strict: true }).values;
}
