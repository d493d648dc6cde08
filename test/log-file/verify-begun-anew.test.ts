import { generateKeyPairSync, sign } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { breakPageOf } from '../storage/breaking.ts';
import { StoreAtHand, visitOf } from '../storage/purging.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { log } from './at-the-command-line.ts';

const MINUTE = 60_000;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(12).toString('base64');

type Head = { readonly seq: number; readonly hash: string };

function sealOf({ seq, hash }: Head, atMs: number) {
  const signed = ['ak-log-head/1', 'testerna/kontoret', seq, hash, new Date(atMs).toISOString(), ''].join('\n');
  return { signed, signature: sign(null, Buffer.from(signed), privateKey).toString('base64'), key };
}

/** As the box leaves it beside the database. */
function leaveSeal(folder: string, head: Head, atMs = Date.now() - MINUTE): void {
  writeFileSync(join(folder, 'log-head.json'), JSON.stringify(sealOf(head, atMs)));
}

function headOf(folder: string, seq: number): Head {
  const [row] = rowsOf(folder, `SELECT seq, lower(hex(hash)) AS hash FROM access_log WHERE seq = ${seq}`) as [Head];
  return row;
}

const visits = (rows: number) => Array.from({ length: rows }, (_, n) => visitOf(n));

/** A log of 2,000 rows that broke in its middle, and the one that was begun then; heads of the old one. */
function begunAnew() {
  const folder = tempFolder();
  const old = new StoreAtHand(folder);
  old.append(visits(2_000));
  old.close();
  const [before, last] = [headOf(folder, 1_990), headOf(folder, 2_000)];
  breakPageOf(folder, 'access_log');
  const store = new StoreAtHand(folder);
  // The file is found to be broken when that page is read, and is put aside at the job after it.
  const pieces = [null, 500, 1_000, 1_500].map((after) => ({ op: 'read-since-reset', after }) as const);
  expect(store.answersTo(pieces)[0]?.ok).toBe(false);
  store.append(visits(10));
  return { folder, store, before, last };
}

test('a seal of the log before, which the new one names, is no damage, and is said not to tell of this one', async () => {
  const { folder, before, last } = begunAnew();
  for (const head of [before, last]) {
    leaveSeal(folder, head);
    const { exit, told } = await log(folder, 'verify');
    expect([exit, told]).toMatchObject([0, { ok: true, sealChecked: false, head: { seq: 11 } }]);
  }
});

test('a seal of this log is checked as ever', async () => {
  const { folder } = begunAnew();
  leaveSeal(folder, headOf(folder, 5));
  const { exit, told } = await log(folder, 'verify');
  expect([exit, told]).toMatchObject([0, { ok: true }]);
  expect(told).not.toHaveProperty('sealChecked');
});

test.each<[string, (made: ReturnType<typeof begunAnew>) => void]>([
  ['of a later row than the log before had', ({ folder, last }) => leaveSeal(folder, { ...last, seq: 2_001 })],
  [
    'of its last row, with another hash',
    ({ folder, last, before }) => leaveSeal(folder, { ...last, hash: before.hash }),
  ],
  ['made after this one was begun', ({ folder, before }) => leaveSeal(folder, before, Date.now() + MINUTE)],
  [
    'when this one has a seal of its own',
    ({ folder, store, before }) => {
      store.append([{ type: 'log-head-signed', ...sealOf(headOf(folder, 5), Date.now()) }]);
      leaveSeal(folder, before);
    },
  ],
])('a seal %s is a mismatch still', async (_, change) => {
  const made = begunAnew();
  change(made);
  expect(await log(made.folder, 'verify')).toMatchObject({ exit: 1, told: { ok: false, code: 'head-mismatch' } });
});

test('the end of a log that was not begun after another cannot be taken off with that', async () => {
  const folder = tempFolder();
  const store = new StoreAtHand(folder);
  store.append([
    ...visits(5),
    { type: 'log-begun', quarantined: 'x', previousHead: null, previousSeq: 99, salvaged: 0 },
  ]);
  store.append(visits(5));
  store.close();
  leaveSeal(folder, headOf(folder, 11), Date.now() - 60 * 24 * MINUTE);
  const db = new SqliteDatabase(databaseFile(folder));
  db.exec('DELETE FROM access_log WHERE seq > 8');
  db.close();
  expect(await log(folder, 'verify')).toMatchObject({ exit: 1, told: { code: 'head-mismatch', row: 11 } });
});

test('a log begun after one of which nothing could be read has a seal that is a mismatch, until its own is there', async () => {
  const folder = tempFolder();
  const old = new StoreAtHand(folder);
  old.append(visits(20));
  old.close();
  leaveSeal(folder, headOf(folder, 20));
  rmSync(databaseFile(folder));
  writeFileSync(databaseFile(folder), 'this is a shopping list '.repeat(100));
  new StoreAtHand(folder).append(visits(5));
  expect(await log(folder, 'verify')).toMatchObject({ exit: 1, told: { code: 'head-mismatch', row: 20 } });
});
