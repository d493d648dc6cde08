import type { Database } from 'better-sqlite3';
import type { LoggedEvent } from '../contract/events.ts';
import type { PurgeOrder } from '../ports/retention.ts';
import type { LogWriter } from './log-writer.ts';
import type { WalTruncation } from './wal.ts';

/** Rows that are looked at in one go: a millisecond or two on a Raspberry Pi. */
const AT_A_TIME = 200;

/** Rows among which the oldest of a class is looked for in one go. */
const LOOKED_THROUGH = 2_000;

/** Holes that one row tells of, in some 90 kB; after a hold of a year there are tens of thousands. */
const TOLD_AT_A_TIME = 1_000;

/** Pages that are given back in one go. */
const PAGES_AT_A_TIME = 20;

type Due = { readonly seq: number; readonly due: number; readonly type: string; readonly hash: Uint8Array };
type Hole = { readonly first: number; readonly last: number; readonly hash: Uint8Array };
/** `tells`: one of its rows is the telling of other holes. To look for these costs as much as there are holes. */
type Run = Hole & { readonly tells: boolean };

/** A day begins with a reset, and its end is signed; or the clock moved. */
const timesTold = `SELECT seq AS before, boot, at_ms, iif(type = 'clock-moved', type, 'day-began') AS mark,
  iif(type = 'clock-moved', data, NULL) AS moved FROM access_log
  WHERE seq IN (SELECT seq FROM access_log WHERE type = 'occupancy-reset'
    UNION SELECT seq FROM access_log WHERE type = 'clock-moved'
    UNION SELECT seq FROM access_log WHERE type IN ('log-head-signed', 'log-purged') AND type = 'log-head-signed')`;

/** The last row of each run but this one: a box may be off for weeks until the next day begins. */
const runEnds = `SELECT seq + 1, boot, at_ms, 'run-ended', NULL FROM access_log WHERE seq IN (
  SELECT (SELECT seq FROM access_log WHERE seq < start.seq AND boot <> start.boot ORDER BY seq DESC LIMIT 1)
  FROM access_log AS start WHERE type = 'controller-started')`;

function prepareAll(db: Database) {
  return {
    marks: db.prepare(`SELECT before AS seq, boot_id, at_ms, mark, moved FROM (${timesTold} UNION ALL ${runEnds})
      JOIN boot ON boot.id = boot ORDER BY before, at_ms`),
    looked: db.prepare<[number], { seq: number; at_ms: number; type: string }>(
      `SELECT seq, at_ms, type FROM access_log WHERE seq > ? ORDER BY seq LIMIT ${LOOKED_THROUGH}`,
    ),
    lastHold: db.prepare(`SELECT type, data FROM access_log WHERE type IN ('purge-held', 'purge-released')
      ORDER BY seq DESC LIMIT 1`),
    through: db.prepare<[string], number>('SELECT seq FROM log_mark WHERE name = ?').pluck(),
    setThrough: db.prepare('INSERT OR REPLACE INTO log_mark VALUES (?, ?)'),
    rows: db.prepare<[string, number, number], Due>(`SELECT seq, type, hash,
      type IN (SELECT value FROM json_each(?)) AS due FROM access_log
      WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ${AT_A_TIME}`),
    remove: db.prepare('DELETE FROM access_log WHERE seq BETWEEN ? AND ?'),
    holeAt: db.prepare<[number], Hole>(
      'SELECT first, last, hash FROM log_hole WHERE first <= ? ORDER BY first DESC LIMIT 1',
    ),
    removeHole: db.prepare('DELETE FROM log_hole WHERE first = ?'),
    addHole: db.prepare('INSERT INTO log_hole (first, last, hash) VALUES (?, ?, ?)'),
    unrecorded: db
      .prepare<[], [number, number, string]>(
        `SELECT first, last, lower(hex(hash)) FROM log_hole WHERE recorded = 0 ORDER BY first LIMIT ${TOLD_AT_A_TIME}`,
      )
      .raw(),
    setRecorded: db.prepare('UPDATE log_hole SET recorded = ? WHERE recorded = 0 AND first <= ?'),
    unrecord: db.prepare('UPDATE log_hole SET recorded = 0 WHERE recorded BETWEEN ? AND ?'),
  };
}

/**
 * Purges rows and leaves holes in the chain that it can be followed over: each keeps the hash of its last row, on which
 * the next row builds, and the log itself says so. What went cannot be made again from a hash. Runs inside the caller's
 * transaction; throws SqliteError.
 */
export class LogPurge {
  readonly #sql: ReturnType<typeof prepareAll>;
  readonly #db: Database;
  readonly #log: LogWriter;
  readonly #wal: WalTruncation;

  constructor(db: Database, log: LogWriter, wal: WalTruncation) {
    this.#sql = prepareAll(db);
    this.#db = db;
    this.#log = log;
    this.#wal = wal;
  }

  marks(): readonly unknown[] {
    return this.#sql.marks.all();
  }

  lastHold(): unknown {
    return this.#sql.lastHold.get() ?? null;
  }

  /** `next`: after which row to go on where none was found; null when there are no more. Begins where the purges end. */
  oldestSome(
    { recordClass, types }: Omit<PurgeOrder, 'before'>,
    after: number,
  ): { at: number | null; next: number | null } {
    const from = Math.max(after, this.#sql.through.get(`purged ${recordClass}`) ?? 0);
    const rows = this.#sql.looked.all(from);
    const wanted: ReadonlySet<string> = new Set(types);
    const oldest = rows.find(({ type }) => wanted.has(type));
    if (oldest !== undefined) return { at: oldest.at_ms, next: null };
    return { at: null, next: rows.length < LOOKED_THROUGH ? null : (rows.at(-1)?.seq ?? null) };
  }

  purgeSome({ recordClass, types, before }: PurgeOrder): { records: number; done: boolean } {
    const mark = `purged ${recordClass}`;
    const from = this.#sql.through.get(mark) ?? 0;
    const rows = this.#sql.rows.all(JSON.stringify(types), from, before);
    let records = 0;
    for (const run of runsOf(rows)) {
      records += this.#sql.remove.run(run.first, run.last).changes;
      if (run.tells) this.#sql.unrecord.run(run.first, run.last);
      this.#leaveHole(run);
    }
    const last = rows[rows.length - 1]?.seq;
    const done = rows.length < AT_A_TIME;
    const through = done ? before - 1 : last;
    if (through !== undefined && through > from) this.#sql.setThrough.run(mark, through);
    return { records, done };
  }

  /** Of the first holes that are new; null when none is. */
  record(atMs: number, records: number): LoggedEvent<'log-purged'> | null {
    const holes = this.#sql.unrecorded.all();
    const last = holes[holes.length - 1];
    if (last === undefined) return null;
    const event = { type: 'log-purged', records, holes } as const;
    const rows = this.#log.append([event], atMs, false);
    this.#sql.setRecorded.run(rows?.first, last[0]);
    return event;
  }

  /** True when no free pages are left. */
  giveBackSome(): boolean {
    this.#db.pragma(`incremental_vacuum(${PAGES_AT_A_TIME})`);
    const done = this.#db.pragma('freelist_count', { simple: true }) === 0;
    if (done) this.#wal.owe();
    return done;
  }

  /** Holes that touch are one. */
  #leaveHole(run: Hole): void {
    const before = this.#sql.holeAt.get(run.first - 1);
    const joins = before !== undefined && before.last === run.first - 1;
    if (joins) this.#sql.removeHole.run(before.first);
    const after = this.#sql.holeAt.get(run.last + 1);
    const isJoined = after !== undefined && after.first === run.last + 1;
    if (isJoined) this.#sql.removeHole.run(after.first);
    const end = isJoined ? after : run;
    this.#sql.addHole.run(joins ? before.first : run.first, end.last, end.hash);
  }
}

/** Rows that are due and follow each other; the hash is the last one's. */
function runsOf(rows: readonly Due[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { seq, due, type, hash } of rows) {
    if (due === 0) continue;
    const tells = type === 'log-purged';
    const run = runs[runs.length - 1];
    if (run?.last === seq - 1) runs[runs.length - 1] = { ...run, last: seq, hash, tells: run.tells || tells };
    else runs.push({ first: seq, last: seq, hash, tells });
  }
  return runs;
}
