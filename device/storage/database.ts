import { chmodSync, truncateSync } from 'node:fs';
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3';
import { err, ok, type Result } from '../contract/result.ts';
import type { StorageFault } from '../ports/access-log.ts';
import { type MigrationFault, migrate, newerThanProgram } from './migrations.ts';

/** A start that only a person can mend. */
export type OpenStorageFault = MigrationFault | { readonly code: 'data-folder-in-use'; readonly message: string };

/** The database, and what keeps other controllers from it. */
export type HeldDatabase = { readonly db: Database; close(): void };

/** How long another process may take to let go of the database, as at a quick restart. */
export const BUSY_TIMEOUT_MS = 500;

/** Writes touch a few pages, and a rebuild reads the end of the log: a small cache holds both. */
const CACHE_KIB = 2_000;

/**
 * To what the write-ahead log is cut when it begins anew; SQLite begins it anew at 1,000 pages of 4 KiB, where no other
 * process reads what is before that (sqlite.org/pragma.html#pragma_journal_size_limit).
 */
const WAL_LIMIT_BYTES = 4 * 2 ** 20;

/** sqlite.org/pragma.html#pragma_auto_vacuum */
const INCREMENTAL = 2;

/**
 * Opens and migrates the database, for this process alone; others may read it meanwhile. One that a newer program wrote
 * is left as it is. WAL with synchronous=FULL: a commit is on disk when it returns
 * (sqlite.org/pragma.html#pragma_synchronous). What is deleted is overwritten with zeros. Throws SqliteError where the
 * disk or the file is broken.
 */
export function openDatabase(file: string): Result<HeldDatabase, OpenStorageFault> {
  const lock = holdLock(`${file}.lock`);
  if (lock === null) return err({ code: 'data-folder-in-use', message: `${file} is in use by another controller` });
  let db: Database | null = null;
  const close = () => {
    db?.close();
    lock.close();
  };
  try {
    db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
    const newer = newerThanProgram(db);
    if (newer !== null) {
      close();
      return err(newer);
    }
    chmodSync(file, 0o600);
    const isNew = db.pragma('page_count', { simple: true }) === 0;
    if (isNew) db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
    db.pragma('secure_delete = ON');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    migrate(db);
    if (db.pragma('auto_vacuum', { simple: true }) !== INCREMENTAL) makeVacuumIncremental(db);
    return ok({ db, close });
  } catch (cause) {
    close();
    throw cause;
  }
}

/** Once, for a database of before rows were purged: the mode takes effect when the file is written anew. */
function makeVacuumIncremental(db: Database): void {
  db.pragma('auto_vacuum = INCREMENTAL');
  db.exec('VACUUM');
}

/** Keeps every controller from this database until it is closed. Null when one has it. */
export function holdDatabase(file: string): { close(): void } | null {
  return holdLock(`${file}.lock`);
}

/** Held by the kernel until it is closed or the process ends. Null when somebody has it. */
export function holdLock(file: string): Database | null {
  try {
    return lockOn(file);
  } catch (cause) {
    if (!(cause instanceof SqliteError)) throw cause;
    if (cause.code.startsWith('SQLITE_BUSY')) return null;
    if (cause.code !== 'SQLITE_NOTADB' && !cause.code.startsWith('SQLITE_CORRUPT')) throw cause;
    // Nobody has it, for its content is read under a lock; and nothing is in it.
    truncateSync(file);
    return holdLock(file);
  }
}

function lockOn(file: string): Database {
  const lock = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    chmodSync(file, 0o600);
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw cause;
  }
}

/** What the database or its folder threw, as a value; anything that is not their own fault is a bug, and is thrown on. */
export function storageFaultOf(cause: unknown): StorageFault {
  if (!(cause instanceof SqliteError) && !isSystemError(cause)) throw cause;
  const code = /^(SQLITE_FULL|ENOSPC)/.test(cause.code) ? 'storage-full' : 'storage-failed';
  return { code, detail: `${cause.code}: ${cause.message}` };
}

/** nodejs.org/api/errors.html#class-systemerror */
function isSystemError(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'syscall' in cause && 'code' in cause && typeof cause.code === 'string';
}
