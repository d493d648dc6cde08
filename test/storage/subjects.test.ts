import { existsSync, readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { type CredentialHash, DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import type { Storage } from '../../device/storage/storage.ts';
import { brokenLinks } from '../support/chain.ts';
import { changeDatabase, databaseFile, hashOf, openedStorage, recordOf, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const place = { kind: 'uid', reader: ReaderId.parse('front'), door: DoorId.parse('entrance') } as const;
const whom = (n: number) => Pseudonym.parse(hashOf(n));
const passed = (n: number, visit: number, direction: 'in' | 'out' = 'in'): LoggedEvent => ({
  ...{ type: 'access-granted', ...place, direction, visit: VisitNumber.parse(visit), pseudonym: whom(n) },
});
const reset: LoggedEvent = { type: 'occupancy-reset' };

async function logged(storage: Storage, events: readonly LoggedEvent[]): Promise<void> {
  const stored = await Promise.all(events.map((event, at) => storage.log.append(recordOf(event, 1_000 + at), false)));
  expect(stored.every(({ ok }) => ok)).toBe(true);
}

/** Whether the database or its WAL holds these bytes, whatever it does with them. */
function holds(folder: string, hex: string): boolean {
  const files = ['', '-wal', '-shm', '-journal'].map((end) => `${databaseFile(folder)}${end}`).filter(existsSync);
  return files.some((file) => readFileSync(file).includes(Buffer.from(hex, 'hex')));
}

async function story(storage: Storage, n: number, span: 'day' | 'kept') {
  const read = await storage.personalRecords.storyOf(whom(n), span);
  if (!read.ok) throw new Error(read.error.code);
  return read.value.map(({ event }) => ('visit' in event ? `${event.type} ${event.visit}` : event.type));
}

describe('the story of a pseudonym', () => {
  test('has its own passages, and what may have ended a visit, and nobody else’s', async () => {
    const storage = await openedStorage(tempFolder());
    const companions: LoggedEvent = { type: 'companions-noted', visit: VisitNumber.parse(1), companions: 2 };
    const door: LoggedEvent = { type: 'access-taken', door: place.door };
    await logged(storage, [passed(1, 1), door, companions, passed(2, 2), { type: 'stays-ended' }]);
    expect(await story(storage, 1, 'day')).toEqual(['access-granted 1', 'companions-noted 1', 'stays-ended']);
  });

  test('begins with the day, or with what is kept', async () => {
    const storage = await openedStorage(tempFolder());
    await logged(storage, [passed(1, 1), reset, passed(1, 1, 'out'), reset, passed(1, 7)]);
    expect(await story(storage, 1, 'day')).toEqual(['occupancy-reset', 'access-granted 7']);
    expect(await story(storage, 1, 'kept')).toHaveLength(5);
  });

  test('is whole, however many pieces the log is read in, and rows that were purged are passed over', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    await logged(
      first,
      Array.from({ length: 1_700 }, (_, n) => passed(n % 100, n + 1)),
    );
    await first.close();
    changeDatabase(folder, 'DELETE FROM access_log WHERE seq BETWEEN 400 AND 1050');
    const storage = await openedStorage(folder);
    // Rows that were late are followed by one that says so: where they lie is the disk's affair.
    const kept = rowsOf(folder, `SELECT seq FROM access_log WHERE hex(subject) = upper('${whom(7)}')`);
    expect(kept.length).toBeGreaterThan(5);
    expect(await story(storage, 7, 'kept')).toHaveLength(kept.length);
  });
});

describe('erasing', () => {
  const filled = async (folder: string) => {
    const storage = await openedStorage(folder);
    const others = Array.from({ length: 1_200 }, (_, n) => passed(2 + (n % 5), n + 10));
    await logged(storage, [passed(1, 1), ...others, passed(1, 1, 'out'), passed(2, 2)]);
    return storage;
  };

  test('leaves the rows, what they say, their order and a chain that verifies as before', async () => {
    const folder = tempFolder();
    const storage = await filled(folder);
    const said = () => rowsOf(folder, 'SELECT seq, boot, at_ms, type, data, late, hash FROM access_log ORDER BY seq');
    const before = said();
    expect(brokenLinks(folder)).toEqual([]);
    expect(await storage.personalRecords.erase(whom(1), 'day')).toEqual({ records: 2, fault: null });
    expect(said()).toEqual(before);
    expect(brokenLinks(folder)).toEqual([]);
    await logged(storage, [passed(3, 3)]);
    expect(brokenLinks(folder)).toEqual([]);
    expect(await story(storage, 1, 'kept')).toEqual([]);
    expect(await storage.personalRecords.erase(whom(1), 'day')).toEqual({ records: 0, fault: null });
  });

  test('keeps for each row what stood for whom it told of, and nothing to guess that by', async () => {
    const folder = tempFolder();
    const storage = await filled(folder);
    await storage.personalRecords.erase(whom(1), 'day');
    const sql = 'SELECT subject, salt, length(commitment) AS bytes FROM access_log WHERE commitment IS NOT NULL';
    expect(rowsOf(folder, sql)).toEqual([
      { subject: null, salt: null, bytes: 32 },
      { subject: null, salt: null, bytes: 32 },
    ]);
  });

  test('leaves no byte of it in the database or its WAL', async () => {
    const folder = tempFolder();
    const storage = await filled(folder);
    const [salt] = rowsOf(folder, 'SELECT hex(salt) AS hex FROM access_log WHERE seq = 1') as { hex: string }[];
    expect([holds(folder, whom(1)), holds(folder, salt?.hex ?? '')]).toEqual([true, true]);
    await storage.personalRecords.erase(whom(1), 'day');
    expect([holds(folder, whom(1)), holds(folder, salt?.hex ?? '')]).toEqual([false, false]);
    expect(holds(folder, whom(2))).toBe(true);
  });

  test('does so too when another process was reading, as soon as it no longer does', async () => {
    const folder = tempFolder();
    const storage = await filled(folder);
    const reader = new SqliteDatabase(databaseFile(folder), { readonly: true });
    reader.exec('BEGIN; SELECT count(*) FROM access_log');
    expect(await storage.personalRecords.erase(whom(1), 'day')).toEqual({ records: 2, fault: null });
    expect(holds(folder, whom(1))).toBe(true);
    reader.exec('COMMIT');
    reader.close();
    await logged(storage, [passed(3, 3)]);
    expect(holds(folder, whom(1))).toBe(false);
  });

  test('of the day leaves the days before as they are', async () => {
    const storage = await openedStorage(tempFolder());
    await logged(storage, [passed(1, 1), reset, passed(1, 1)]);
    expect(await storage.personalRecords.erase(whom(1), 'day')).toEqual({ records: 1, fault: null });
    expect(await storage.personalRecords.erase(whom(1), 'kept')).toEqual({ records: 1, fault: null });
  });

  test('a credential leaves every row of its changes, and the register once it is taken out', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    const credential: CredentialHash = hashOf(9);
    const by = 'kiosk';
    const enrolled = recordOf({ type: 'credential-enrolled', credential, role: 'visitor', by }, 5_000);
    await storage.directory.enrol(credential, plainEnrolment('visitor'), enrolled);
    expect(await storage.personalRecords.enrolledAt(credential)).toEqual({ ok: true, value: 5_000 });
    await storage.directory.remove(credential, recordOf({ type: 'credential-removed', credential, by }));
    expect(await storage.personalRecords.erase(credential, 'kept')).toEqual({ records: 2, fault: null });
    expect(await storage.personalRecords.enrolledAt(credential)).toEqual({ ok: true, value: null });
    expect([holds(folder, credential), brokenLinks(folder)]).toEqual([false, []]);
  });
});

test('a tap does not wait for a long look through the log', async () => {
  const folder = tempFolder();
  const storage = await openedStorage(folder);
  for (let round = 0; round < 20; round++)
    await logged(
      storage,
      Array.from({ length: 1_000 }, (_, n) => passed(n % 700, n + 1)),
    );
  const order: string[] = [];
  const looked = storage.personalRecords.storyOf(whom(1), 'kept').then(() => order.push('looked'));
  await storage.log.append(recordOf(passed(2, 2)), false);
  order.push('tapped');
  await looked;
  expect(order).toEqual(['tapped', 'looked']);
});
