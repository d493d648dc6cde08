import { existsSync, readFileSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, storageFaultOf } from './database.ts';

/** Of a database that is read into memory: some years of an office, or 300,000 cards. */
const MOST_BYTES = 64 * 2 ** 20;

/** Where a file says how it is to be written and read, and what it says for neither WAL (sqlite.org/fileformat2.html §1.3). */
const FORMAT_VERSIONS = [18, 19];
const ROLLBACK_JOURNAL = 1;

/**
 * Reads from a database that cannot be opened as it should, as on a disk that is full or has become read-only: whom the box
 * knows is let in all the same (I1). Nothing is written. Null where it cannot be read either.
 */
export function readAlone<T>(file: string, read: (db: Database) => T): T | null {
  return readBy(() => openOnFullDisk(file), read) ?? readBy(() => openOnReadOnlyDisk(file), read);
}

function readBy<T>(open: () => Database, read: (db: Database) => T): T | null {
  let db: Database | null = null;
  try {
    db = open();
    return read(db);
  } catch (cause) {
    storageFaultOf(cause);
    return null;
  } finally {
    db?.close();
  }
}

/** Exclusive, so that SQLite asks for no room beside it (sqlite.org/wal.html#noshm). */
function openOnFullDisk(file: string): Database {
  const db = new SqliteDatabase(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  db.pragma('locking_mode = EXCLUSIVE');
  return db;
}

/**
 * Beside a write-ahead log SQLite reads without writing. Where the database was closed in good order there is none, and it
 * would have to make one (sqlite.org/wal.html#readonly): that is read into memory.
 */
function openOnReadOnlyDisk(file: string): Database {
  if (existsSync(`${file}-wal`) || statSync(file).size > MOST_BYTES)
    return new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  const bytes = readFileSync(file);
  for (const at of FORMAT_VERSIONS) bytes[at] = ROLLBACK_JOURNAL;
  return new SqliteDatabase(bytes);
}
