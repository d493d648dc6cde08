import { stringify } from 'csv-stringify/sync';
import type { StoredEvent } from '../ports/access-log.ts';
import type { LogReader } from '../storage/read-log.ts';
import type { Span } from './days.ts';
import type { Outgoing } from './encrypted-export.ts';

const columns = ['seq', 'at', 'boot', 'type', 'late', 'data'] as const;

/** Every row of that time, as it is, that this program knows; of a log that holds still. */
export function outgoingEvents(log: LogReader, { from, until }: Span): Outgoing {
  let records = 0;
  for (const _ of log.events(from, until)) records += 1;
  return {
    records,
    lines: (isCsv, reached) => linesOf(log.events(from, until), isCsv, reached),
  };
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
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvLine({ seq, atMs, bootId, late, event: { type, ...data } }: StoredEvent): string {
  const cells = [seq, new Date(atMs).toISOString(), bootId, type, late ? 1 : 0, JSON.stringify(data)];
  return stringify([cells], { escape_formulas: true });
}
