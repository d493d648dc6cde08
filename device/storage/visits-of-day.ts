import type { Database } from 'better-sqlite3';
import { eventsOfVisits } from '../domain/visit-events.ts';
import { type AreaOf, type Visit, VisitBook } from '../domain/visits.ts';
import { LOG_COLUMNS } from './log-writer.ts';
import { parseLogRows } from './rows.ts';

/** All that a visit is made of. */
const types = ['access-granted', ...eventsOfVisits].map((type) => `'${type}'`).join();

const query = `SELECT ${LOG_COLUMNS} FROM access_log JOIN boot ON boot.id = boot
  WHERE seq BETWEEN ? AND ? AND type IN (${types}) ORDER BY seq`;

/**
 * The visits of one of the office's days, in the order of their beginning: from the nightly reset with the number `reset`
 * until the next one, which ends those that are still open. Throws SqliteError.
 */
export function visitsOfDay(db: Database, reset: number, areaOf: AreaOf): readonly Visit[] {
  const visits = new Map<number, Visit>();
  const book = new VisitBook(areaOf, ({ change, visit }) => {
    if (change === 'cancelled') visits.delete(visit.number);
    else visits.set(visit.number, visit);
  });
  const next = db.prepare("SELECT min(seq) FROM access_log WHERE type = 'occupancy-reset' AND seq > ?").pluck();
  const last = next.get(reset) ?? Number.MAX_SAFE_INTEGER;
  for (const { event, atMs } of parseLogRows(db.prepare(query).all(reset, last))) book.apply(event, atMs);
  return [...visits.values()];
}
