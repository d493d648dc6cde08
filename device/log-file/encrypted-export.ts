import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BoxClient } from '../access-file/box-client.ts';
import { isFileFault } from '../access-file/box-folder.ts';
import { EXIT } from '../access-file/exit-codes.ts';
import { boxGone, failed, type Outcome, refusedByBox } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import { LONGEST_RECIPIENT } from '../contract/audit.ts';
import { encrypterFor, unwritable, writeEncrypted } from './age-file.ts';

/** What goes out: how many records, and their lines; `reached` is to be told how many have gone. */
export type Outgoing = {
  readonly records: number;
  readonly lines: (isCsv: boolean, reached: (done: number) => void) => AsyncIterable<Uint8Array>;
};

/** A name that ends so is CSV, with or without what says that it is encrypted; any other is a JSON object on each line. */
const IS_CSV = /\.csv(\.age)?$/i;

/** Encrypted alone, and only when the box has put it into its log. */
export async function exportEncrypted(
  { records, lines }: Outgoing,
  to: { readonly out: string; readonly recipients: readonly string[] },
  box: BoxClient,
  progress: Progress,
): Promise<Outcome> {
  const { out, recipients } = to;
  const encrypter = encrypterFor(recipients);
  if (encrypter === null) return failed(EXIT.usage, 'recipient-malformed', '--to wants age recipients: age1…');
  const event = { type: 'events-exported', records, recipients: recipients.map(asLogged) };
  const audited = await box.ask('POST', 'admin/audit', z.unknown(), event);
  if (!audited.ok) return audited.error.code === 'box-not-running' ? boxGone('before') : refusedByBox(audited.error);
  progress.begin('Writing', 'measured');
  try {
    const source = lines(IS_CSV.test(out), (done) => progress.reached(done, records));
    const { bytes, sha256 } = await writeEncrypted(out, encrypter, source);
    const said = `Written to ${out}, encrypted: ${records} records.`;
    return { exit: EXIT.done, lines: [said], told: { ok: true, records, bytes, sha256 } };
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    return unwritable(out);
  } finally {
    progress.end();
  }
}

/** A post-quantum recipient has some 2,000 characters: its SHA-256 tells as well whose it is. */
function asLogged(recipient: string): string {
  if (recipient.length <= LONGEST_RECIPIENT) return recipient;
  return `sha256:${createHash('sha256').update(recipient).digest('hex')}`;
}
