import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openStorage } from '../../device/storage/storage.ts';
import { bootId } from '../support/boot-id.ts';
import { changeDatabase, databaseFile, granted, openedStorage, recordOf, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('records are kept in the order of the calls, with the boot that wrote them', async () => {
  const folder = tempFolder();
  const storage = await openedStorage(folder);
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, n) => storage.log.append(recordOf(granted('in', n), 1_000 + n), false)),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  const read = await storage.log.readSinceReset();
  if (!read.ok) throw new Error(read.error.code);
  // Whether some were late is the disk's affair, and another test's.
  expect(read.value.map(({ seq, atMs, event }) => ({ seq, atMs, event }))).toEqual(
    Array.from({ length: 200 }, (_, n) => ({ seq: n + 1, atMs: 1_000 + n, event: granted('in', n) })),
  );
  expect(new Set(read.value.map(({ bootId }) => bootId)).size).toBe(1);
});

test('a rebuild reads from the last reset only', async () => {
  const storage = await openedStorage(tempFolder());
  for (const event of [granted('in', 1), { type: 'occupancy-reset' } as const, granted('in', 2)])
    await storage.log.append(recordOf(event), false);
  const read = await storage.log.readSinceReset();
  expect(read.ok && read.value.map(({ event }) => event.type)).toEqual(['occupancy-reset', 'access-granted']);
});

test('what was stored is there after a restart, and a late record says so', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  await first.log.append(recordOf(granted('in', 1)), false);
  await first.log.append(recordOf(granted('out', 1)), true);
  await first.close();
  const second = await openedStorage(folder);
  const read = await second.log.readSinceReset();
  expect(read.ok && read.value.map(({ event, late }) => [event, late])).toEqual([
    [granted('in', 1), false],
    [granted('out', 1), true],
  ]);
});

test('an event that this program does not know is passed over, and stays where it is', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  await first.log.append(recordOf(granted('in', 1)), false);
  await first.close();
  changeDatabase(
    folder,
    `INSERT INTO access_log (boot_id, at_ms, type, data) SELECT boot_id, 2, 'door-sang', '{}' FROM access_log`,
  );
  const second = await openedStorage(folder);
  const read = await second.log.readSinceReset();
  expect(read.ok && read.value.length).toBe(1);
  await second.close();
  expect(rowsOf(folder, 'SELECT type FROM access_log ORDER BY seq')).toEqual([
    { type: 'access-granted' },
    { type: 'door-sang' },
  ]);
});

test('a second controller on the same data is refused with a stable code', async () => {
  const folder = tempFolder();
  await openedStorage(folder);
  const second = await openStorage({ file: databaseFile(folder), bootId: bootId });
  expect(second.ok ? null : second.error.code).toBe('data-folder-in-use');
});

test('the database is for the box alone to read', async () => {
  const folder = tempFolder();
  await openedStorage(folder);
  expect(statSync(databaseFile(folder)).mode & 0o777).toBe(0o600);
  expect(statSync(`${databaseFile(folder)}-wal`).mode & 0o777).toBe(0o600);
});
