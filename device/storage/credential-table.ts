import type { Database } from 'better-sqlite3';
import { type CredentialTable, emptyTable, FLAG_BLOCKED, FLAG_HOST, putInOrder } from './credential-index.ts';

/** Rows that are read at a time. Single rows would take a second for a million; larger pages, memory. */
const PAGE = 250;
/** Of a row: as much of its hash as the table keeps, in hex, and its flags. */
const HASH_DIGITS = 16;
const ROW_DIGITS = HASH_DIGITS + 1;

const pageQuery = `
  SELECT max(hash) AS lastHash, group_concat(
    substr(hex(hash), 1, ${HASH_DIGITS}) || ((role = 'host') * ${FLAG_HOST} + blocked * ${FLAG_BLOCKED}), ''
  ) AS rows
  FROM (SELECT hash, role, blocked FROM credential WHERE hash > ? ORDER BY hash LIMIT ${PAGE})`;

/** All enrolled credentials. */
export function readCredentialTable(db: Database): CredentialTable {
  const count = Number(db.prepare('SELECT count(*) FROM credential').pluck().get());
  const table = emptyTable(count);
  const readPage = db.prepare<[Uint8Array], { lastHash: Uint8Array | null; rows: string | null }>(pageQuery);
  let place = -1;
  for (let lastHash: Uint8Array = new Uint8Array(0); ; ) {
    const page = readPage.get(lastHash);
    if (!page?.lastHash || page.rows === null) return table;
    for (let at = 0; at < page.rows.length; at += ROW_DIGITS) {
      const hash = page.rows.slice(at, at + HASH_DIGITS);
      place = putInOrder(table, place, hash, Number(page.rows[at + HASH_DIGITS]));
    }
    lastHash = page.lastHash;
  }
}
