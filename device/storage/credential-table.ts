import type { Database } from 'better-sqlite3';
import { type CredentialTable, FLAG_BLOCKED, FLAG_HOST, ROW_BYTES } from './credential-index.ts';

/** Rows that are read at a time. Single rows would take a second for a million; larger pages, memory. */
const PAGE = 250;

/** Each row as the hex digits of its `ROW_BYTES`. */
const pageQuery = `
  SELECT group_concat(hex(hash) || '0' || ((role = 'host') * ${FLAG_HOST} + blocked * ${FLAG_BLOCKED}), '')
  FROM (SELECT hash, role, blocked FROM credential WHERE hash > ? ORDER BY hash LIMIT ${PAGE})`;

/** All enrolled credentials, sorted by hash. */
export function readCredentialTable(db: Database): CredentialTable {
  const count = Number(db.prepare('SELECT count(*) FROM credential').pluck().get());
  const table = Buffer.from(new ArrayBuffer(count * ROW_BYTES));
  const readPage = db.prepare(pageQuery).pluck();
  let lastHash: Uint8Array = new Uint8Array(0);
  for (let end = 0; end < table.length; ) {
    end += table.write(String(readPage.get(lastHash)), end, 'hex');
    lastHash = table.subarray(end - ROW_BYTES, end - 1);
  }
  return new Uint8Array(table.buffer);
}
