import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { BoxClient } from '../access-file/box-client.ts';
import { isFileFault } from '../access-file/box-folder.ts';
import { EXIT } from '../access-file/exit-codes.ts';
import { failed, type Outcome, refusedByBox } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import type { LogReader } from '../storage/read-log.ts';
import { encrypterFor, unwritable, writeEncrypted } from './age-file.ts';
import type { Span } from './days.ts';

type EventsOrder = { readonly out: string; readonly recipients: readonly string[]; readonly span: Span };

const columns = ['seq', 'at', 'boot', 'type', 'late', 'data'] as const;

/** A name that ends so is CSV, with or without what says that it is encrypted; any other is a JSON object on each line. */
const IS_CSV = /\.csv(\.age)?$/i;

/** Encrypted alone, and only when the box has put it into its log. */
export async function exportEvents(
  log: LogReader,
  box: BoxClient,
  { out, recipients, span }: EventsOrder,
  progress: Progress,
): Promise<Outcome> {
  const encrypter = encrypterFor(recipients);
  if (encrypter === null) return failed(EXIT.usage, 'recipient-malformed', '--to wants age recipients: age1…');
  const records = log.countEvents(span.from, span.until);
  const audited = await box.ask('POST', 'admin/audit', z.unknown(), { type: 'events-exported', records, recipients });
  if (!audited.ok) return refusedByBox(audited.error);
  progress.begin('Writing', 'measured');
  try {
    const lines = linesOf(log.events(span.from, span.until), IS_CSV.test(out), (done) =>
      progress.reached(done, records),
    );
    const { bytes, sha256 } = await writeEncrypted(out, encrypter, lines);
    const said = `Events written to ${out}, encrypted: ${records}.`;
    return { exit: EXIT.done, lines: [said], told: { ok: true, records, bytes, sha256 } };
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    return unwritable(out);
  } finally {
    progress.end();
  }
}

async function* linesOf(
  events: Iterable<StoredEvent>,
  isCsv: boolean,
  reached: (done: number) => void,
): AsyncIterable<Uint8Array> {
  if (isCsv) yield Buffer.from(stringify([], { columns: [...columns], header: true }));
  let done = 0;
  for (const stored of events) {
    done += 1;
    yield Buffer.from(isCsv ? csvLine(stored) : `${JSON.stringify(stored)}\n`);
    if (done % 1_000 === 0) reached(done);
  }
  reached(done);
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvLine({ seq, atMs, bootId, late, event: { type, ...data } }: StoredEvent): string {
  const cells = [seq, new Date(atMs).toISOString(), bootId, type, late ? 1 : 0, JSON.stringify(data)];
  return stringify([cells], { escape_formulas: true });
}
