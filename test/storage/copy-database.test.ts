import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { copyDatabase } from '../../device/storage/copy-database.ts';
import { databaseFile } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Pages enough for several steps of the copying. */
const ROWS = 12_000;

test('a copy is of one moment and comes to its end, however often the box writes meanwhile', async () => {
  const folder = tempFolder();
  const box = new SqliteDatabase(databaseFile(folder));
  onTestFinished(() => void box.close());
  box.pragma('journal_mode = WAL');
  box.exec('CREATE TABLE filler (x)');
  const fill = box.prepare('INSERT INTO filler VALUES (zeroblob(1000))');
  box.transaction(() => {
    for (let row = 0; row < ROWS; row += 1) fill.run();
  })();
  const copy = join(folder, 'copy.sqlite');
  const done: number[] = [];
  await copyDatabase(databaseFile(folder), copy, (pages) => {
    done.push(pages);
    if (done.length > 100) throw new Error('it begins again and again');
    fill.run();
  });
  expect(done.length).toBeGreaterThan(2);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  const read = new SqliteDatabase(copy, { readonly: true });
  onTestFinished(() => void read.close());
  expect(read.prepare('SELECT count(*) FROM filler').pluck().get()).toBe(ROWS);
});
