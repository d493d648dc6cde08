import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { runLog } from '../../device/log-file/run.ts';
import { verifyLog } from '../../device/storage/verify-log.ts';
import { eventOf, StoreAtHand } from '../storage/purging.ts';
import { changeDatabase, databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { log } from './at-the-command-line.ts';

function storeWith(folder: string, rows: number): StoreAtHand {
  const store = new StoreAtHand(folder);
  for (let from = 0; from < rows; from += 100)
    store.append(Array.from({ length: Math.min(100, rows - from) }, (_, n) => eventOf('visits', from + n)));
  return store;
}

function folderWithRows(rows: number): string {
  const folder = tempFolder();
  storeWith(folder, rows).close();
  return folder;
}

/** Behind the back of what the database itself looks after. */
const unguarded = `PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
  DROP TRIGGER access_log_is_append_only;`;

test('rows that are purged after they were followed, with those that come next, are no damage', () => {
  const folder = tempFolder();
  const store = storeWith(folder, 5_000);
  const db = new SqliteDatabase(databaseFile(folder), { readonly: true });
  let pages = 0;
  const verified = verifyLog(db, () => {
    pages += 1;
    if (pages === 1) store.record(store.purge('visits', 3_001));
  });
  db.close();
  expect(verified).toMatchObject({ whole: true, seq: 5_001 });
});

test('a log whose last rows were purged goes on from the hole that they left', async () => {
  const folder = tempFolder();
  const store = storeWith(folder, 50);
  store.purge('visits', 51);
  expect(await log(folder, 'verify')).toMatchObject({ exit: 1, told: { row: 51, code: 'hole-unrecorded' } });
  store.record(50);
  expect(await log(folder, 'verify')).toMatchObject({ exit: 0, told: { head: { seq: 51 } } });
});

test('a head whose row was purged since is said not to have been checked; one that the hole still tells of is', async () => {
  const folder = tempFolder();
  const store = storeWith(folder, 50);
  const hashes = rowsOf(folder, 'SELECT lower(hex(hash)) AS hash FROM access_log ORDER BY seq') as { hash: string }[];
  store.record(store.purge('visits', 41));
  const verify = (seq: number, of = seq) => log(folder, 'verify', '--head', `${seq}:${hashes[of - 1]?.hash}`);
  const purged = await verify(39);
  expect(purged).toMatchObject({ exit: 0, told: { ok: true, headChecked: false } });
  expect(await verify(40)).toMatchObject({ exit: 0, told: { ok: true, headChecked: true } });
  expect(await verify(40, 39)).toMatchObject({ exit: 1, told: { code: 'head-mismatch', row: 40 } });
  expect(await verify(45)).toMatchObject({ exit: 0, told: { ok: true, headChecked: true } });
  expect((await log(folder, 'verify')).told).not.toHaveProperty('headChecked');
});

test('a person is told so too', async () => {
  const folder = tempFolder();
  const store = storeWith(folder, 50);
  store.record(store.purge('visits', 41));
  const said: string[] = [];
  const terminal = { say: (line: string) => said.push(line), note: () => {}, screen: null };
  expect(await runLog(['verify', '--head', `7:${'0'.repeat(64)}`], folder, terminal)).toBe(0);
  expect(said.join('\n')).toContain('it could not be checked');
});

test.each([
  ['the last row is of a run that nobody knows', 'UPDATE access_log SET boot = 99 WHERE seq = 50', 50, 'row-changed'],
  ['the rows from one on are', 'UPDATE access_log SET boot = 99 WHERE seq >= 31', 31, 'row-changed'],
  [
    'a row was put before the first',
    "INSERT INTO access_log (seq, boot, at_ms, type, data, late, hash) VALUES (-5, 1, 1, 'x', '{}', 0, zeroblob(32))",
    -5,
    'row-changed',
  ],
  [
    'the end was taken out, with a hole made up',
    'DELETE FROM access_log WHERE seq > 40; INSERT INTO log_hole VALUES (41, 50, zeroblob(32), 0)',
    51,
    'hole-unrecorded',
  ],
  [
    'the end was taken out, with a hole after it',
    'DELETE FROM access_log WHERE seq > 40; INSERT INTO log_hole VALUES (45, 50, zeroblob(32), 0)',
    51,
    'row-missing',
  ],
  ['a hole is made up where rows are', 'INSERT INTO log_hole VALUES (10, 20, zeroblob(32), 0)', 10, 'hole-changed'],
])('it is found when %s', async (_, statements, row, code) => {
  const folder = folderWithRows(50);
  changeDatabase(folder, unguarded + statements);
  expect(await log(folder, 'verify')).toMatchObject({ exit: 1, told: { ok: false, row, code } });
});

test('a file that is broken in its middle is a broken log, and not a fault of the command', async () => {
  const folder = folderWithRows(3_000);
  const file = openSync(databaseFile(folder), 'r+');
  const half = Math.floor(statSync(databaseFile(folder)).size / 2 / 4_096) * 4_096;
  writeSync(file, Buffer.alloc(8_192, 'Z'), 0, 8_192, half);
  closeSync(file);
  expect(await log(folder, 'verify')).toMatchObject({ exit: 1, told: { ok: false, code: 'file-broken' } });
});

test.each(['{"signed":', '{}'])('a signature beside the database that is %j is told of', async (content) => {
  const folder = folderWithRows(3);
  writeFileSync(join(folder, 'log-head.json'), content);
  expect(await log(folder, 'verify')).toMatchObject({ exit: 1, told: { code: 'seal-wrong' } });
  expect(rowsOf(folder, 'SELECT count(*) AS rows FROM access_log')).toEqual([{ rows: 3 }]);
});
