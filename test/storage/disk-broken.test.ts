import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { databaseFile, granted, openedStorage, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('a file that is no database is no reason not to start: each job tells the fault, and the file is not touched', async () => {
  const folder = tempFolder();
  writeFileSync(databaseFile(folder), 'this is a shopping list '.repeat(100));
  const { log, directory } = await openedStorage(folder);
  const result = await log.append(recordOf(granted('in')), false);
  expect(result.ok ? null : result.error.code).toBe('storage-failed');
  expect(directory.size()).toBe(0);
});

test('a disk that comes back is used again, with the credentials that it holds', async () => {
  const folder = tempFolder();
  mkdirSync(databaseFile(folder));
  const { log } = await openedStorage(folder);
  expect((await log.append(recordOf(granted('in', 1)), false)).ok).toBe(false);
  rmSync(databaseFile(folder), { recursive: true });
  expect(await log.append(recordOf(granted('in', 1)), true)).toEqual({ ok: true, value: undefined });
  const read = await log.readSinceReset();
  expect(read.ok && read.value.map(({ late }) => late)).toEqual([true]);
});
