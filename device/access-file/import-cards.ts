import { z } from 'zod';
import { ImportDone, ImportRowsAnswer, KnownRefusal } from '../contract/credential-import.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { Command } from './arguments.ts';
import type { BoxClient, BoxFault } from './box-client.ts';
import { isFileFault } from './box-folder.ts';
import { createBulkHasher } from './bulk-hasher.ts';
import type { CardTable } from './card-table.ts';
import { EXIT } from './exit-codes.ts';
import type { LineFaults } from './line-fault.ts';
import { boxGone, describeFault, failed, type Outcome, refusedByBox } from './outcome.ts';
import type { Progress } from './progress.ts';
import { type CardFile, formatOf, readCardFile } from './read-file.ts';

type ImportCommand = Extract<Command, { name: 'import-cards' }>;

/** In one request: few enough that a tap does not wait for them. */
const ROWS_AT_ONCE = 1_000;
/** Requests that are under way at once: the box stores one while it reads the next. */
const AT_ONCE = 2;

const Begun = z.object({ id: z.string() });
const Nothing = z.object({});

type Session = { readonly box: BoxClient; readonly credentialKey: Uint8Array; readonly progress: Progress };

/** Reads the whole file first; only when all of it is right is anything of it sent to be kept. */
export async function importCards(command: ImportCommand, { box, credentialKey, progress }: Session): Promise<Outcome> {
  const { file, kind, dryRun } = command;
  const format = formatOf(file);
  if (format === null) return failed(EXIT.usage, 'format-unknown', 'The file’s name must end with .csv or .json');
  const zone = await box.timeZone();
  if (!zone.ok) return boxGone('before');
  progress.begin('Reading', 'measured');
  const read = await readCardFile(file, {
    ...{ format, kind, hasher: createBulkHasher(credentialKey), timeZone: zone.value },
    onProgress: (done, bytes) => progress.reached(done, bytes),
  }).catch((cause) => {
    if (isFileFault(cause)) return null;
    throw cause;
  });
  progress.end();
  if (read === null) return failed(EXIT.noInput, 'file-unreadable', `${file} cannot be read`);
  const place = format === 'csv' ? 'line' : 'row';
  if (read.faults.count() > 0 && !(dryRun && read.cards.size() > 0)) return badLines(read.faults, command, place);
  const sent = await send(command, read, box, progress);
  progress.end();
  if (!sent.ok) return refusedByBox(sent.error);
  return sent.value === null ? badLines(read.faults, command, place) : done(command, read.cards, sent.value);
}

/** Null when there are bad lines; then nothing was changed. */
async function send(
  { kind, update, dryRun }: ImportCommand,
  { cards, faults, columns }: CardFile,
  box: BoxClient,
  progress: Progress,
): Promise<Result<ImportDone | null, BoxFault>> {
  const begun = await box.ask('POST', 'admin/import', Begun, { kind, update, columns });
  if (!begun.ok) return begun;
  const path = `admin/import/${begun.value.id}`;
  const known = await sendRows(path, cards, box, progress);
  if (!known.ok) {
    await box.ask('DELETE', path, Nothing);
    return known;
  }
  if (!update) for (const line of known.value) faults.add(line, null, 'card-known');
  const isBad = faults.count() > 0;
  if (!dryRun && !isBad) return commit(path, faults, box, progress);
  const cancelled = await box.ask('DELETE', path, Nothing);
  if (!cancelled.ok) return cancelled;
  return ok(isBad ? null : { imported: cards.size() - known.value.length, updated: known.value.length });
}

/** The lines of cards that the box knows. */
async function sendRows(
  path: string,
  cards: CardTable,
  box: BoxClient,
  progress: Progress,
): Promise<Result<readonly number[], BoxFault>> {
  progress.begin('Sending', 'measured');
  const pages = cards.pages(ROWS_AT_ONCE);
  const known: number[] = [];
  let sent = 0;
  let fault: BoxFault | null = null;
  const sender = async () => {
    for (const rows of pages) {
      const answer = await box.ask('POST', `${path}/rows`, ImportRowsAnswer, { rows });
      if (!answer.ok) fault ??= answer.error;
      if (!answer.ok || fault !== null) return;
      known.push(...answer.value.known);
      sent += rows.length;
      progress.reached(sent, cards.size());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return fault === null ? ok(known) : err(fault);
}

async function commit(
  path: string,
  faults: LineFaults,
  box: BoxClient,
  progress: Progress,
): Promise<Result<ImportDone | null, BoxFault>> {
  progress.begin('Putting them in force', 'unmeasured');
  const answer = await box.ask('POST', `${path}/commit`, ImportDone, {});
  if (answer.ok) return answer;
  const known = KnownRefusal.safeParse(answer.error.answer);
  if (!known.success) return answer;
  // Somebody enrolled one of these cards at the door since it was sent.
  for (const line of known.data.lines) faults.add(line, null, 'card-known');
  faults.addUnseen(known.data.count - known.data.lines.length);
  return ok(null);
}

function badLines(faults: LineFaults, { dryRun }: ImportCommand, place: 'line' | 'row'): Outcome {
  const [count, list] = [faults.count(), faults.list()];
  const more = count > list.length ? [`… and ${count - list.length} more`] : [];
  const lines = [...list.map((fault) => describeFault(fault, place)), ...more];
  const summary = `${count} ${count === 1 ? 'fault' : 'faults'}; nothing was changed.`;
  return {
    exit: EXIT.refused,
    lines: [...lines, summary],
    told: { ok: false, code: 'bad-lines', dryRun, faults: count, badLines: list },
  };
}

function done({ dryRun }: ImportCommand, cards: CardTable, { imported, updated }: ImportDone): Outcome {
  const counts = `taken in: ${imported}, changed: ${updated}`;
  const line = dryRun ? `Every line is right. Would be ${counts}. Nothing was changed.` : `Cards ${counts}.`;
  return { exit: EXIT.done, lines: [line], told: { ok: true, dryRun, rows: cards.size(), imported, updated } };
}
