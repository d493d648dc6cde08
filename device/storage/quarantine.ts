import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3';
import { type LoggedEvent, parseLoggedEvent } from '../contract/events.ts';
import { asideEnding } from './put-aside.ts';

/** Of a broken database these can be told apart from the log: who is known, what is in force, what waits to be sent. */
const SALVAGED = [
  'holder',
  'credential',
  'patron_seen',
  'tag_counter',
  'policy',
  'stream_sequence',
  'used_number',
  'outbox',
  'hour',
];

/**
 * A card whose holder is lost is a card without a PIN from then on; a message gets a higher number than any in the broken
 * database.
 */
const MENDED = `
  DELETE FROM credential WHERE role NOT IN (SELECT id FROM role);
  UPDATE credential SET holder_id = NULL, has_pin = 0 WHERE holder_id NOT IN (SELECT id FROM holder);
  DELETE FROM sqlite_sequence WHERE name = 'outbox';
  INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', unixepoch() * 1000);`;

/** Whether the file itself is broken, and not the disk under it, by SQLite's word. */
export function isCorrupt(cause: unknown): boolean {
  return cause instanceof SqliteError && (cause.code.startsWith('SQLITE_CORRUPT') || cause.code === 'SQLITE_NOTADB');
}

/** Puts the database aside, as it is, for a person to look at; its new name tells when. */
export function putAside(file: string, nowMs: number): void {
  const aside = file + asideEnding('broken', nowMs);
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
}

/**
 * Copies from a broken database what can still be read of it, but for the log: a new one begins, with these events. It
 * names the old one's head; a hold on purging goes on, and a door that was locked down stays so. Runs inside the caller's transaction.
 */
export function salvage(aside: string, db: Database): readonly LoggedEvent[] {
  const quarantined = basename(aside);
  const nothing = { type: 'log-begun', quarantined, previousHead: null, previousSeq: null, salvaged: 0 } as const;
  const old = openOld(aside);
  if (old === null) return [nothing];
  try {
    // A credential comes before whose it is, where that can be read at all.
    db.pragma('defer_foreign_keys = ON');
    const salvaged = SALVAGED.reduce((sum, table) => sum + copyTable(old, db, table), 0);
    db.exec(MENDED);
    const head = lastRow(old);
    const begun = { ...nothing, salvaged, previousHead: head?.hash ?? null, previousSeq: head?.seq ?? null };
    return [begun, ...holdIn(old), ...locksIn(old)];
  } finally {
    old.close();
  }
}

function openOld(aside: string): Database | null {
  try {
    const old = new SqliteDatabase(aside, { readonly: true });
    old.pragma('schema_version');
    return old;
  } catch (cause) {
    throwIfNotSqlite(cause);
    return null;
  }
}

/** How many rows were copied. Throws SqliteError where the new database does not take them. */
function copyTable(old: Database, db: Database, table: string): number {
  const columns = columnsOf(db, table);
  if (columns.length === 0) return 0;
  const into = db.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  let copied = 0;
  for (const row of readableRows(old, `SELECT ${columns.join()} FROM ${table} ORDER BY 1`)) {
    try {
      copied += into.run(row).changes;
    } catch (cause) {
      if (!isNonsense(cause)) throw cause;
    }
  }
  return copied;
}

/** From the front as far as it can be read, and then from the back: what is broken lies between. */
function* readableRows(old: Database, select: string): Iterable<unknown> {
  for (const order of ['ASC', 'DESC']) {
    try {
      yield* old.prepare(`${select} ${order}`).raw().iterate();
      return;
    } catch (cause) {
      throwIfNotSqlite(cause);
    }
  }
}

/** A row that no program has written so. */
function isNonsense(cause: unknown): boolean {
  return cause instanceof SqliteError && cause.code.startsWith('SQLITE_CONSTRAINT');
}

/** Those that are written; a generated one makes itself. */
function columnsOf(db: Database, table: string): readonly unknown[] {
  return db.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid').pluck().all(table);
}

function lastRow(old: Database): { seq: number; hash: string } | null {
  try {
    const last = 'SELECT seq, lower(hex(hash)) AS hash FROM access_log ORDER BY seq DESC LIMIT 1';
    return old.prepare<[], { seq: number; hash: string }>(last).get() ?? null;
  } catch (cause) {
    throwIfNotSqlite(cause);
    return null;
  }
}

/** The hold on purging that was ordered last in the log of this database: none, or one, which may be over. */
export function heldIn(file: string): readonly LoggedEvent[] {
  const old = openOld(file);
  if (old === null) return [];
  try {
    return holdIn(old);
  } finally {
    old.close();
  }
}

function holdIn(old: Database): readonly LoggedEvent[] {
  try {
    const last = old.prepare<[], { type: string; data: string }>(`SELECT type, data FROM access_log
      WHERE type IN ('purge-held', 'purge-released') AND json_valid(data) ORDER BY seq DESC LIMIT 1`);
    const row = last.get();
    const event = row && parseLoggedEvent(row.type, JSON.parse(row.data), null);
    return event?.type === 'purge-held' ? [event] : [];
  } catch (cause) {
    throwIfNotSqlite(cause);
    return [];
  }
}

/** Of each door the mode that it came to last, where it is one that outlives a restart. The day began with a row of it. */
function locksIn(old: Database): readonly LoggedEvent[] {
  const newest = new Map<string, LoggedEvent<'door-mode-changed'>>();
  try {
    const modes = old.prepare<
      [],
      string
    >(`SELECT data FROM access_log WHERE type = 'door-mode-changed' AND json_valid(data)
      AND seq >= coalesce((SELECT max(seq) FROM access_log WHERE type = 'occupancy-reset'), 0) ORDER BY seq DESC`);
    for (const data of modes.pluck().iterate()) {
      const event = parseLoggedEvent('door-mode-changed', JSON.parse(data), null);
      if (event?.type === 'door-mode-changed' && !newest.has(event.door)) newest.set(event.door, event);
    }
  } catch (cause) {
    throwIfNotSqlite(cause);
  }
  return [...newest.values()].filter(({ mode }) => mode === 'locked-down' || mode === 'blocked');
}

function throwIfNotSqlite(cause: unknown): void {
  if (!(cause instanceof SqliteError)) throw cause;
}
