import { closeSync, openSync, readdirSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { databaseFile } from '../support/storage.ts';

const PAGE = 4_096;

/** Writes nonsense over the file from this byte on, in its place. */
function overwrite(folder: string, from: number, bytes: number): void {
  const file = openSync(databaseFile(folder), 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
  closeSync(file);
}

/** The pages in which the rows of a table are, from 1 on. */
function leavesOf(folder: string, table: string): readonly number[] {
  const db = new SqliteDatabase(databaseFile(folder), { readonly: true });
  const leaves = `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`;
  const pages = db.prepare<[string], number>(leaves).pluck().all(table);
  db.close();
  return pages;
}

/** Ways in which a database file, that nobody has open, breaks. */
export const breakers = {
  'its header is overwritten': (folder: string) => overwrite(folder, 0, 100),
  'it is cut in half': (folder: string) => truncateSync(databaseFile(folder), statSync(databaseFile(folder)).size / 2),
  'it is something else': (folder: string) =>
    writeFileSync(databaseFile(folder), 'this is a shopping list '.repeat(400)),
  'a page of the credentials is overwritten': (folder: string) => breakPageOf(folder, 'credential'),
  'a page of the log is overwritten': (folder: string) => breakPageOf(folder, 'access_log'),
} as const;

/** The page in the middle of those of a table. */
export function breakPageOf(folder: string, table: string): void {
  const leaves = leavesOf(folder, table);
  overwrite(folder, ((leaves[Math.floor(leaves.length / 2)] ?? 1) - 1) * PAGE, PAGE);
}

export function breakAllButFirstPage(folder: string): void {
  overwrite(folder, PAGE, statSync(databaseFile(folder)).size - PAGE);
}

/** Empties the write-ahead log into the file that a storage has open, so that it is read from there. */
export function checkpoint(folder: string): void {
  const db = new SqliteDatabase(databaseFile(folder));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** The names of the files of databases that were put aside. */
export function filesAsideIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.includes('.broken-'));
}
