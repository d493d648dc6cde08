import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { CredentialTable } from './credential-index.ts';
import { readCredentialTable } from './credential-table.ts';
import { storageFaultOf } from './database.ts';

/**
 * The credentials of a database that cannot be opened as it should, as on a disk that is full: whom the box knows is let
 * in all the same (I1). Exclusive, so that SQLite asks for no room beside it (sqlite.org/wal.html#noshm); nothing is
 * written. Null where it cannot be read either.
 */
export function readCredentialsAlone(file: string): CredentialTable | null {
  let db: Database | null = null;
  try {
    db = new SqliteDatabase(file, { fileMustExist: true });
    db.pragma('locking_mode = EXCLUSIVE');
    return readCredentialTable(db);
  } catch (cause) {
    storageFaultOf(cause);
    return null;
  } finally {
    db?.close();
  }
}
