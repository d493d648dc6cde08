import { chmodSync } from 'node:fs';
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3';
import { err, ok, type Result } from '../contract/result.ts';
import type { StorageFault } from '../ports/access-log.ts';
import { type MigrationFault, migrate } from './migrations.ts';

/** A start that only a person can mend. */
export type OpenStorageFault = MigrationFault | { readonly code: 'data-folder-in-use'; readonly message: string };

/** How long another process may take to let go of the database, as at a quick restart. */
const BUSY_TIMEOUT_MS = 500;

/** Writes touch a few pages, and a rebuild reads the end of the log: a small cache holds both. */
const CACHE_KIB = 2_000;

/**
 * Opens and migrates the database, for this process alone. WAL with synchronous=FULL: a commit is on disk when it
 * returns (sqlite.org/pragma.html#pragma_synchronous). Throws SqliteError where the disk or the file is broken.
 */
export function openDatabase(file: string): Result<Database, OpenStorageFault> {
  const db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    chmodSync(file, 0o600);
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    // An exclusive lock is taken at the first write; take it now, not at the first tap.
    db.exec('BEGIN IMMEDIATE; COMMIT');
    const fault = migrate(db);
    if (fault === null) return ok(db);
    db.close();
    return err(fault);
  } catch (cause) {
    db.close();
    if (cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY'))
      return err({ code: 'data-folder-in-use', message: `${file} is in use by another controller` });
    throw cause;
  }
}

/** What the database threw, as a value; anything that is not the database's own fault is a bug, and is thrown on. */
export function storageFaultOf(cause: unknown): StorageFault {
  if (!(cause instanceof SqliteError)) throw cause;
  const code = cause.code.startsWith('SQLITE_FULL') ? 'storage-full' : 'storage-failed';
  return { code, detail: `${cause.code}: ${cause.message}` };
}
