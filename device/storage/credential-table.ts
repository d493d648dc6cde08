import type { Database } from 'better-sqlite3';
import { type CredentialTable, emptyTable, HASH_DIGITS, limitInTable, putInOrder, wordAt } from './credential-index.ts';

/** Rows that are read at a time. Single rows would take a second for a million; larger pages, memory. */
const PAGE = 250;
/** A row's mark is its flags, so many above their number (the table's own reckoning, in its migration). */
const FLAGS_FROM = 48;
/** Of a row: as much of its hash as the table keeps, in hex, and its flags. */
const ROW_LENGTH = HASH_DIGITS + 1;
/** Of a row with limits: its hash, and two words in hex. */
const LIMIT_LENGTH = HASH_DIGITS + 16;

const isLimited = 'valid_from_ms IS NOT NULL OR valid_until_ms IS NOT NULL OR uses_left IS NOT NULL';

const pageQuery = `
  SELECT max(hash) AS lastHash, group_concat(substr(hex(hash), 1, ${HASH_DIGITS}) || mark, '') AS rows
  FROM (SELECT hash, mark FROM credential WHERE hash > ? ORDER BY hash LIMIT ${PAGE})`;

/** Validity in whole minutes; a limit within a minute ends with the minute before. */
const limitQuery = `
  SELECT max(hash) AS lastHash, group_concat(substr(hex(hash), 1, ${HASH_DIGITS})
    || printf('%08x%08x', coalesce(valid_from_ms, 0) / 60000, coalesce(valid_until_ms, 0) / 60000), '') AS rows
  FROM (SELECT hash, valid_from_ms, valid_until_ms FROM credential
    WHERE hash > ? AND (${isLimited}) ORDER BY hash LIMIT ${PAGE})`;

/** All enrolled credentials. */
export function readCredentialTable(db: Database): CredentialTable {
  const count = Number(db.prepare('SELECT count(*) FROM credential').pluck().get());
  const table = { ...emptyTable(count), usesLeft: readUsesLeft(db) };
  let place = -1;
  readPages(db, pageQuery, ROW_LENGTH, (rows, at) => {
    const flags = rows.charCodeAt(at + HASH_DIGITS) - FLAGS_FROM;
    place = putInOrder(table, place, { text: rows, at, flags });
  });
  readPages(db, limitQuery, LIMIT_LENGTH, (rows, at) => {
    const [from, until] = [wordAt(rows, at + HASH_DIGITS), wordAt(rows, at + HASH_DIGITS + 8)];
    limitInTable(table, rows.slice(at, at + HASH_DIGITS), from, until);
  });
  return table;
}

/** `take` is given the page's text and where in it a row begins: a million rows are read without a string for each. */
function readPages(db: Database, query: string, length: number, take: (rows: string, at: number) => void): void {
  const readPage = db.prepare<[Uint8Array], { lastHash: Uint8Array | null; rows: string | null }>(query);
  for (let lastHash: Uint8Array = new Uint8Array(0); ; ) {
    const page = readPage.get(lastHash);
    if (!page?.lastHash || page.rows === null) return;
    for (let at = 0; at < page.rows.length; at += length) take(page.rows, at);
    lastHash = page.lastHash;
  }
}

/** Few: guest passes that are still good for something, or were. */
function readUsesLeft(db: Database): ReadonlyMap<string, number> {
  const rows = db
    .prepare<[], [string, number]>(
      `SELECT substr(lower(hex(hash)), 1, ${HASH_DIGITS}), uses_left FROM credential
       WHERE uses_left IS NOT NULL AND (${isLimited})`,
    )
    .raw()
    .all();
  return new Map(rows);
}
