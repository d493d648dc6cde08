import { existsSync } from 'node:fs';
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3';
import { z } from 'zod';
import type { LoggedEvent } from '../contract/events.ts';
import type { Incident } from '../contract/incidents.ts';
import type { HourRow } from '../contract/statistics.ts';
import type { EpochMs } from '../contract/units.ts';
import type { AreaOf, Visit } from '../domain/visits.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import { parseHours } from './hours.ts';
import { parseIncidents } from './incidents.ts';
import { LOG_COLUMNS } from './log-writer.ts';
import { isCorrupt } from './quarantine.ts';
import { parseLogRows } from './rows.ts';
import { type Verified, verifyLog } from './verify-log.ts';
import { visitsOfDay } from './visits-of-day.ts';

const PAGE = 1_000;

const Day = z.strictObject({ reset: z.int(), at: z.number() });
export type Day = z.infer<typeof Day>;

/** A seal that the log holds: the row that tells of it. */
export type StoredSeal = { readonly row: number; readonly event: LoggedEvent<'log-head-signed'> };

/** That a log was begun, and when. */
export type Begun = { readonly atMs: EpochMs; readonly event: LoggedEvent<'log-begun'> };

/** The log for reading, beside a box that runs or does not. Each call but `close` throws SqliteError. */
export class LogReader {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** From now on it is read as it is now, whatever is logged or purged meanwhile. */
  holdStill(): void {
    this.#db.exec('BEGIN');
    // It is the first reading that counts (sqlite.org/isolation.html).
    this.#db.pragma('user_version');
  }

  verify(reached: (seq: number) => void): Verified {
    return verifyLog(this.#db, reached);
  }

  lastSeq(): number {
    return z.int().parse(this.#db.prepare('SELECT coalesce(max(seq), 0) FROM access_log').pluck().get());
  }

  /** As hex; null where there is no such row, nor a hole that ends with it. */
  hashOf(seq: number): string | null {
    const query = `SELECT lower(hex(hash)) FROM (SELECT hash FROM access_log WHERE seq = :seq
      UNION ALL SELECT hash FROM log_hole WHERE last = :seq)`;
    const hash = this.#db.prepare(query).pluck().get({ seq });
    return z.string().nullish().parse(hash) ?? null;
  }

  /** What the first row tells of the log before it; null where that is no log that was begun after another one broke. */
  begun(): Begun | null {
    const first = this.#db.prepare(`SELECT ${LOG_COLUMNS} FROM access_log JOIN boot ON boot.id = boot WHERE seq = 1`);
    const [row] = parseLogRows(first.all());
    return row?.event.type === 'log-begun' ? { atMs: row.atMs, event: row.event } : null;
  }

  /** Oldest first. */
  seals(): readonly StoredSeal[] {
    const rows = this.#db
      .prepare(
        // Both terms: by the first alone SQLite knows that the index has them all.
        `SELECT ${LOG_COLUMNS} FROM access_log JOIN boot ON boot.id = boot
         WHERE type IN ('log-head-signed', 'log-purged') AND type = 'log-head-signed' ORDER BY seq`,
      )
      .all();
    return parseLogRows(rows).flatMap(({ seq, event }) =>
      event.type === 'log-head-signed' ? [{ row: seq, event }] : [],
    );
  }

  /** In their order, page by page: no reading holds up the box's own writing for long. */
  *events(from: EpochMs, until: EpochMs): Iterable<StoredEvent> {
    const page = this.#db.prepare(`SELECT ${LOG_COLUMNS} FROM access_log JOIN boot ON boot.id = boot
      WHERE seq > ? AND at_ms >= ? AND at_ms < ? ORDER BY seq LIMIT ${PAGE}`);
    const SeqRow = z.looseObject({ seq: z.int() });
    for (let rows = page.all(0, from, until); rows.length > 0; ) {
      yield* parseLogRows(rows);
      rows = page.all(SeqRow.parse(rows[rows.length - 1]).seq, from, until);
    }
  }

  /** The office's days that began in that time, by the rows that begin them; oldest first. */
  days(from: EpochMs, until: EpochMs): readonly Day[] {
    const resets = "SELECT seq AS reset, at_ms AS at FROM access_log WHERE type = 'occupancy-reset' ORDER BY seq";
    return z
      .array(Day)
      .parse(this.#db.prepare(resets).all())
      .filter(({ at }) => at >= from && at < until);
  }

  visitsOfDay(reset: number, areaOf: AreaOf): readonly Visit[] {
    return visitsOfDay(this.#db, reset, areaOf);
  }

  /** What hosts have written down, oldest first. */
  incidents(from: EpochMs, until: EpochMs): readonly Incident[] {
    const rows = this.#db.prepare(`SELECT seq AS id, at_ms AS atMs, category, text, by FROM incident
      WHERE at_ms >= ? AND at_ms < ? ORDER BY seq`);
    return parseIncidents(rows.all(from, until));
  }

  hours(from: EpochMs, until: EpochMs): readonly HourRow[] {
    const rows = this.#db.prepare('SELECT row FROM hour WHERE hour_ms >= ? AND hour_ms < ? ORDER BY hour_ms');
    return parseHours(rows.pluck().all(from, until));
  }

  close(): void {
    this.#db.close();
  }
}

/** Null where there is none, or none that may be read. Throws SqliteError where the disk does not let it be opened. */
export function openLogReader(file: string): LogReader | null {
  if (!existsSync(file)) return null;
  try {
    const db = new SqliteDatabase(file, { readonly: true });
    db.pragma('schema_version');
    return new LogReader(db);
  } catch (cause) {
    const isNone = cause instanceof SqliteError && cause.code.startsWith('SQLITE_CANTOPEN');
    if (!isNone && !isCorrupt(cause)) throw cause;
    return null;
  }
}
