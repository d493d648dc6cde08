import { createPublicKey } from 'node:crypto';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { readJsonFile, readTextFile } from '../../files/text-file.ts';
import { rawPublicKey, SignedStatement, verifiedStatement } from './statement.ts';

export const VERIFY_STATEMENT_HELP = `kontoret box verify-statement --file FILE [--box-key FILE] [--json]

Whether a statement of a box that was retired is the box's own, and what it says. With --box-key (box-key.pub, as it was
on the box or as a backup has it) it must be of that very box; without, compare the key with what central staff have.

It ends with 0 when the statement is good and nothing was found, 1 when it is good and something was, 76 when it is not
good, 65 and 66 when it cannot be read.`;

const options = {
  file: { type: 'string' },
  'box-key': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** `box verify-statement`: for whoever keeps the statement. */
export function verifyStatement(args: readonly string[]): Outcome {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { file, 'box-key': keyFile } = parsed.values;
  if (file === undefined) return failed(EXIT.usage, 'usage', 'Which statement? --file FILE is missing.');
  const read = readJsonFile(file, SignedStatement);
  if (!read.ok)
    return failed(
      read.error.code === 'file-unreadable' ? EXIT.noInput : EXIT.malformed,
      read.error.code,
      read.error.detail,
    );
  const expected = keyFile === undefined ? null : expectedKey(keyFile);
  if (expected !== null && 'outcome' in expected) return expected.outcome;
  const statement = verifiedStatement(read.value);
  if (statement === null)
    return failed(EXIT.forged, 'signature-wrong', 'The statement is not signed, or not as it was signed.');
  if (expected !== null && expected.key !== read.value.key)
    return failed(EXIT.forged, 'box-other', 'The statement is of another box.');
  const { office, provenAt, searched, erased, logHead } = statement;
  const clean = searched.found.length === 0 && searched.left.length === 0;
  return {
    exit: clean ? EXIT.done : EXIT.refused,
    lines: [
      `${office} was retired ${provenAt}; signed by ${read.value.key}`,
      `${erased.length} files erased, ${searched.bytes} bytes looked through: ${clean ? 'nothing of it was found' : 'something was left'}`,
      logHead === null ? 'The end of its log is not told.' : `Its log ends with ${logHead.seq}:${logHead.hash}`,
    ],
    told: { outcome: clean ? 'done' : 'left', key: read.value.key, ...statement },
  };
}

function expectedKey(file: string): { readonly key: string } | { readonly outcome: Outcome } {
  const text = readTextFile(file);
  if (!text.ok) return { outcome: failed(EXIT.noInput, text.error.code, text.error.detail) };
  try {
    return { key: rawPublicKey(createPublicKey(text.value)) };
  } catch {
    return { outcome: failed(EXIT.malformed, 'key-malformed', `${file}: it is no public key in PEM`) };
  }
}
