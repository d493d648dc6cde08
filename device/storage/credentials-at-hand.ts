import { existsSync, readFileSync, statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { CredentialTable } from './credential-index.ts';
import { readCredentialTable } from './credential-table.ts';
import { storageFaultOf } from './database.ts';

/** What there is memory for: some years of an office, or 300,000 cards. */
const MOST_BYTES = 64 * 2 ** 20;

/** Where a file says how it is to be written and read (sqlite.org/fileformat2.html §1.3), and what is neither WAL. */
const FORMAT_VERSIONS = [18, 19];
const ROLLBACK_JOURNAL = 1;

/**
 * The credentials of a database that cannot be opened to be written, as on a disk that is full or read-only: the door goes
 * on knowing them. Null where they cannot be read, either.
 */
export function credentialsAtHand(file: string): CredentialTable | null {
  try {
    const db = openToRead(file);
    try {
      return readCredentialTable(db);
    } finally {
      db.close();
    }
  } catch (cause) {
    storageFaultOf(cause);
    return null;
  }
}

/**
 * Beside a write-ahead log SQLite reads without writing. One that was closed in good order has none, and it would have to
 * make one (sqlite.org/wal.html, "Read-Only Databases"): that is read into memory. Throws as the disk and SQLite do.
 */
function openToRead(file: string): Database {
  if (existsSync(`${file}-wal`) || statSync(file).size > MOST_BYTES)
    return new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  const bytes = readFileSync(file);
  for (const at of FORMAT_VERSIONS) bytes[at] = ROLLBACK_JOURNAL;
  return new SqliteDatabase(bytes);
}
