import { chmodSync, existsSync } from 'node:fs';
import SqliteDatabase, { SqliteError } from 'better-sqlite3';
import type { LoggedEvent } from '../contract/events.ts';
import type { BootId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type OpenStorageFault, openDatabase } from './database.ts';
import { LogWriter } from './log-writer.ts';
import { newerThanProgram, versionOf } from './migrations.ts';
import { isCorrupt } from './quarantine.ts';
import { type Verified, verifyLog } from './verify-log.ts';

/** `database-broken`: SQLite finds it so, or its log does not verify. `database-newer`: a newer program wrote it. */
export type CopyFault = { readonly code: 'database-broken' | 'database-newer'; readonly message: string };

/** What a database is found to hold. */
export type Checked = { readonly schemaVersion: number; readonly rows: number };

/**
 * Copies the database while the box goes on with it (sqlite.org/backup.html), for the owner alone. `reached` is told how
 * many of its pages are copied. Rejects with SqliteError.
 */
export async function copyDatabase(
  from: string,
  to: string,
  reached: (done: number, total: number) => void,
): Promise<void> {
  const db = new SqliteDatabase(from, { readonly: true });
  try {
    // One state of it is held for as long as the copying takes: else each row that the box writes begins it anew.
    db.exec('BEGIN');
    db.pragma('user_version');
    await db.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        reached(totalPages - remainingPages, totalPages);
        return 1_000;
      },
    });
    chmodSync(to, 0o600);
  } finally {
    db.close();
  }
}

/** Whether SQLite finds it whole, this program can read it, and its log verifies. */
export function checkDatabase(file: string): Result<Checked, CopyFault> {
  try {
    const db = new SqliteDatabase(file, { readonly: true });
    try {
      const schemaVersion = versionOf(db);
      if (newerThanProgram(db) !== null)
        return err({ code: 'database-newer', message: 'a newer program wrote it: install that one first' });
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
        return err({ code: 'database-broken', message: 'SQLite finds the database broken' });
      const verified = verifyLog(db);
      return verified.whole ? ok({ schemaVersion, rows: verified.rows }) : err(brokenLog(verified));
    } finally {
      db.close();
    }
  } catch (cause) {
    if (!(cause instanceof SqliteError)) throw cause;
    return err({ code: 'database-broken', message: `SQLite finds the database broken: ${cause.message}` });
  }
}

function brokenLog({ seq, fault }: Extract<Verified, { whole: false }>): CopyFault {
  return { code: 'database-broken', message: `its log is broken at row ${seq} (${fault})` };
}

/**
 * Brings a database that nobody has up to date. Gives back the schema that it had. Throws SqliteError where the file or
 * the disk is broken.
 */
export function migrateWhileStopped(file: string): Result<number, OpenStorageFault> {
  const before = schemaOf(file);
  const opened = openDatabase(file);
  if (!opened.ok) return opened;
  opened.value.close();
  return ok(before);
}

function schemaOf(file: string): number {
  const db = new SqliteDatabase(file, { readonly: true });
  try {
    return versionOf(db);
  } finally {
    db.close();
  }
}

/**
 * Appends events to the log of a box that is stopped, after bringing the database up to date. False when it is not
 * stopped. Throws SqliteError.
 */
export function appendWhileStopped(
  file: string,
  bootId: BootId,
  events: readonly LoggedEvent[],
  atMs: number,
): boolean {
  const opened = openDatabase(file);
  if (!opened.ok) return false;
  const { db, close } = opened.value;
  try {
    const log = new LogWriter(db, bootId);
    db.transaction(() => log.append(events, atMs, false))();
    return true;
  } finally {
    close();
  }
}

/**
 * Brings what is in the write-ahead log into the database itself, so that the file alone is all of it; a database that is
 * broken, or is not there, is passed over. False while another program reads it. To be called while no controller has it.
 * Throws SqliteError where the disk is broken or full.
 */
export function settleDatabase(file: string): boolean {
  if (!existsSync(file)) return true;
  try {
    const db = new SqliteDatabase(file);
    try {
      return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
    } finally {
      db.close();
    }
  } catch (cause) {
    if (!isCorrupt(cause)) throw cause;
    return true;
  }
}
