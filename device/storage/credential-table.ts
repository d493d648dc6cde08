import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type CredentialTable, FLAG_BLOCKED, FLAG_HOST } from './credential-index.ts';

/** Rows that are read at a time: a megabyte or so. */
const PAGE = 20_000;

/** One row as text: 32 hex digits of the hash, 1 hex digit of flags. A million single rows would take a second. */
const ROW_DIGITS = 33;
const pageQuery = `
  SELECT group_concat(hex(hash) || ((role = 'host') * ${FLAG_HOST} + blocked * ${FLAG_BLOCKED}), '') AS page
  FROM (SELECT hash, role, blocked FROM credential WHERE hash > ? ORDER BY hash LIMIT ${PAGE})`;

const CountRow = z.object({ count: z.int() });
const PageRow = z.object({ page: z.string().nullable() });

/** All enrolled credentials, sorted by hash. */
export function readCredentialTable(db: Database): CredentialTable {
  const { count } = CountRow.parse(db.prepare('SELECT count(*) AS count FROM credential').get());
  const keys = new Uint32Array(count * 4);
  const flags = new Uint8Array(count);
  const readPage = db.prepare(pageQuery);
  let last: Buffer = Buffer.alloc(0);
  for (let row = 0; row < count; ) {
    const { page } = PageRow.parse(readPage.get(last));
    if (page === null) throw new Error('credentials vanished while they were read');
    for (let at = 0; at < page.length; at += ROW_DIGITS, row++) copyRow(page, at, keys, flags, row);
    last = Buffer.from(page.slice(-ROW_DIGITS, -1), 'hex');
  }
  return { keys, flags };
}

function copyRow(page: string, at: number, keys: Uint32Array, flags: Uint8Array, row: number): void {
  for (let word = 0; word < 4; word++)
    keys[row * 4 + word] = Number.parseInt(page.slice(at + word * 8, at + word * 8 + 8), 16);
  flags[row] = Number.parseInt(page.slice(at + 32, at + ROW_DIGITS), 16);
}
