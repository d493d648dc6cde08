import type { Database } from 'better-sqlite3';
import { type CredentialTable, FLAG_BLOCKED, FLAG_HOST, KEPT_BYTES, ROW_BYTES } from './credential-index.ts';

/** Rows that are read at a time. Single rows would take a second for a million; larger pages, memory. */
const PAGE = 250;

/** A page's rows as the hex digits of their `ROW_BYTES`, and the last one's whole hash. */
const pageQuery = `
  SELECT max(hash) AS lastHash, group_concat(
    substr(hex(hash), 1, ${2 * KEPT_BYTES}) || '0' || ((role = 'host') * ${FLAG_HOST} + blocked * ${FLAG_BLOCKED}), ''
  ) AS rows
  FROM (SELECT hash, role, blocked FROM credential WHERE hash > ? ORDER BY hash LIMIT ${PAGE})`;

/** All enrolled credentials, sorted by hash. */
export function readCredentialTable(db: Database): CredentialTable {
  const count = Number(db.prepare('SELECT count(*) FROM credential').pluck().get());
  const table = Buffer.from(new ArrayBuffer(count * ROW_BYTES));
  const readPage = db.prepare<[Uint8Array], { lastHash: Uint8Array; rows: string }>(pageQuery);
  let lastHash: Uint8Array = new Uint8Array(0);
  for (let end = 0; end < table.length; ) {
    const page = readPage.get(lastHash);
    if (page === undefined) throw new Error('the credentials were fewer than counted');
    end += table.write(page.rows, end, 'hex');
    lastHash = page.lastHash;
  }
  return new Uint8Array(table.buffer);
}
