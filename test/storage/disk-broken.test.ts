import { mkdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { databaseFile, granted, openedStorage, recordOf, storedSinceReset } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('a disk that comes back is used again, with the credentials that it holds', async () => {
  const folder = tempFolder();
  mkdirSync(databaseFile(folder));
  const { log } = await openedStorage(folder);
  expect((await log.append(recordOf(granted('in', 1)), false)).ok).toBe(false);
  rmSync(databaseFile(folder), { recursive: true });
  expect(await log.append(recordOf(granted('in', 1)), true)).toEqual({ ok: true, value: undefined });
  expect((await storedSinceReset({ log })).map(({ late }) => late)).toEqual([true]);
});
