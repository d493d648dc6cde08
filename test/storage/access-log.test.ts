import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { openStorage } from '../../device/storage/storage.ts';
import { bootId } from '../support/boot-id.ts';
import {
  changeDatabase,
  databaseFile,
  granted,
  hashOf,
  openedStorage,
  recordOf,
  rowsOf,
  storedSinceReset,
} from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('records are kept in the order of the calls, with the boot that wrote them', async () => {
  const folder = tempFolder();
  const storage = await openedStorage(folder);
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, n) => storage.log.append(recordOf(granted('in', n + 1), 1_000 + n), false)),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  const stored = await storedSinceReset(storage);
  // Whether some were late is the disk's affair, and another test's.
  expect(stored.map(({ atMs, event }) => ({ atMs, event }))).toEqual(
    Array.from({ length: 200 }, (_, n) => ({ atMs: 1_000 + n, event: granted('in', n + 1) })),
  );
  for (const [n, { seq }] of stored.entries()) expect(seq).toBeGreaterThan(stored[n - 1]?.seq ?? 0);
  expect(new Set(stored.map(({ bootId }) => bootId)).size).toBe(1);
});

test('a rebuild reads from the last reset only', async () => {
  const storage = await openedStorage(tempFolder());
  for (const event of [granted('in', 1), { type: 'occupancy-reset' } as const, granted('in', 2)])
    await storage.log.append(recordOf(event), false);
  const stored = await storedSinceReset(storage);
  expect(stored.map(({ event }) => event.type)).toEqual(['occupancy-reset', 'access-granted']);
});

describe('a day that was longer than the storage thread has memory for', () => {
  const long = () => ({ type: 'log-head-signed', signed: randomBytes(15_000).toString('hex') }) as const;

  async function longDay() {
    const storage = await openedStorage(tempFolder());
    for (let n = 0; n < 40; n++) {
      const events = Array.from({ length: 100 }, () => ({ ...long(), signature: '', key: '' }));
      await storage.log.append({ atMs: epochMs(1_000), events, outbox: [] }, false);
    }
    return storage;
  }

  test('is read all the same, and the thread goes on', { timeout: 20_000 }, async () => {
    const storage = await longDay();
    const seqs = (await storedSinceReset(storage)).map(({ seq }) => seq);
    expect([seqs.length, new Set(seqs).size]).toEqual([4_000, 4_000]);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect((await storage.log.append(recordOf(granted('in', 1)), false)).ok).toBe(true);
  });

  test('is given up when whoever asked cannot wait for all of it', async () => {
    const { log } = await openedStorage(tempFolder());
    for (let n = 0; n < 3; n++)
      await log.append(
        { ...recordOf(granted('in')), events: Array.from({ length: 1_000 }, () => granted('in')) },
        false,
      );
    let pages = 0;
    expect(await log.readSinceReset(() => ++pages < 2)).toMatchObject({ ok: false });
    expect(pages).toBe(2);
  });
});

test('what was stored is there after a restart, and a late record says so', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  await first.log.append(recordOf(granted('in', 1)), false);
  await first.log.append(recordOf(granted('out', 1)), true);
  await first.close();
  const second = await openedStorage(folder);
  const stored = await storedSinceReset(second);
  expect(stored.map(({ event, late }) => [event, late])).toEqual([
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
    `INSERT INTO access_log (boot, at_ms, type, data, late, hash)
      SELECT boot, 2, 'door-sang', '{}', 0, randomblob(32) FROM access_log LIMIT 1`,
  );
  const second = await openedStorage(folder);
  expect(await storedSinceReset(second)).toHaveLength(1);
  await second.close();
  expect(rowsOf(folder, `SELECT type FROM access_log WHERE type <> 'log-annotated' ORDER BY seq`)).toEqual([
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

test('a row that tells of nobody, or of nobody any more, is read as such', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  await first.log.append(recordOf({ ...granted('in', 1), pseudonym: null }), false);
  await first.log.append(recordOf(granted('in', 2)), false);
  await first.log.append(
    recordOf({ type: 'credential-blocked', credential: hashOf(3), why: 'lost', by: 'host' }),
    false,
  );
  await first.close();
  changeDatabase(
    folder,
    'UPDATE access_log SET subject = NULL, salt = NULL, commitment = zeroblob(32) WHERE subject IS NOT NULL',
  );
  const stored = await storedSinceReset(await openedStorage(folder));
  expect(stored.map(({ event }) => event)).toEqual([
    { ...granted('in', 1), pseudonym: null },
    { ...granted('in', 2), pseudonym: null },
    { type: 'credential-blocked', credential: null, why: 'lost', by: 'host' },
  ]);
});
