import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { Policy } from '../../device/contract/policy.ts';
import { epochMs } from '../../device/contract/units.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import type { Storage } from '../../device/storage/storage.ts';
import { ruled } from '../support/office.ts';
import { databaseFile, granted, hashOf, openedStorage, pseudonymOf, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { recordOf as recordOfAll } from './purging.ts';

/** A long run: AK_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 60);

const NOW = epochMs(1_000);
const HEADER = 100;
const day: readonly LoggedEvent[] = [
  { type: 'occupancy-reset' },
  { type: 'clock-moved', fromMs: 1, toMs: 2, synchronised: true },
  { type: 'purge-held', why: 'utlämnande', untilMs: 9_000, by: 'Kim' },
  { type: 'announcement-made', texts: { sv: 'Stängt i dag' }, untilMs: null, by: 'central' },
  granted('in', 1),
  granted('out', 1),
];

/** A database with something of everything in it, as its bytes. */
async function filled(): Promise<Buffer> {
  const folder = tempFolder();
  const { directory, incidents, log, patronMemory, policies, tagCounters, ...storage } = await openedStorage(folder);
  const record = recordOf({ type: 'policy-changed', version: 1, by: 'Kim' });
  for (let n = 0; n < 20; n++) await directory.enrol(hashOf(n), plainEnrolment('visitor'), record);
  await directory.enrol(hashOf(20), { ...plainEnrolment('host'), label: 'Kim' }, record);
  await directory.enrol(hashOf(21), { ...plainEnrolment('guest'), usesLeft: 3, validUntil: epochMs(9e9) }, record);
  for (let n = 0; n < 3; n++) await log.append(recordOfAll(day), false);
  for (let n = 0; n < 20; n++) await log.append(recordOf(granted('in', n + 2), 1_000, n), false);
  await policies.save(Policy.parse(ruled({}).policy), { ...record, used: [{ name: 'command duty-desk', number: 7 }] });
  await incidents.add({ category: 'other', text: 'En lampa blinkar', by: 'Kim', record });
  patronMemory.remember(hashOf(30), NOW);
  tagCounters.raise(hashOf(31), 5);
  await storage.close();
  return readFileSync(databaseFile(folder));
}

/** All that a box asks of it at its start and later. */
async function everythingOf(storage: Storage): Promise<readonly unknown[]> {
  const { directory, hours, importStage, incidents, log, outbox, personalRecords, policies, retention } = storage;
  return Promise.all([
    ...[log.readSinceReset(), log.head(), log.newestAnnouncement(), policies.newest(), incidents.newest(20)],
    ...[outbox.read(0, 500), outbox.count(), hours.read(epochMs(0), NOW), hours.summedBefore()],
    ...[retention.marks(), retention.hold(), retention.oldestIncident(), storage.usedNumbers.all()],
    ...[directory.guests(NOW), directory.readHolder(hashOf(20)), importStage.read(null, 100)],
    ...[storage.patronMemory.goodUntil(hashOf(30)), personalRecords.storyOf(pseudonymOf(1), 'kept')],
    personalRecords.enrolledAt(hashOf(1)),
  ]);
}

const PAGE = 4_096;

/** Whether it is in a page that tells what tables there are. */
function isOfSchema(bytes: Buffer, at: number): boolean {
  const page = Math.floor(at / PAGE) * PAGE;
  return bytes.subarray(page, page + PAGE).includes('CREATE ');
}

/** The database of such bytes, opened; closed with the test. */
async function openedOf(bytes: Uint8Array): Promise<Storage> {
  const folder = tempFolder();
  writeFileSync(databaseFile(folder), bytes);
  return openedStorage(folder);
}

test('whatever stands in its place, each question is answered, and what comes next is stored', {
  timeout: 60_000 + numRuns * 500,
}, async () => {
  const whole = await filled();
  const damage = fc.record({
    // What its tables are called and may hold, a new one is made of: that is another test's.
    at: fc.integer({ min: HEADER, max: whole.length - 1 }).filter((at) => !isOfSchema(whole, at)),
    with: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.uint8Array({ minLength: 512, maxLength: 512 })),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, with: bytes }) => {
      const garbled = Buffer.from(whole);
      garbled.set(bytes.subarray(0, whole.length - at), at);
      const storage = await openedOf(garbled);
      await everythingOf(storage);
      // A file that was found to be broken is put aside at the job after it.
      const stored = [await storage.log.append(recordOf(granted('in', 50)), false)];
      stored.push(await storage.log.append(recordOf(granted('in', 51)), false));
      expect(stored.at(-1)).toEqual({ ok: true, value: undefined });
      await storage.close();
    }),
    { numRuns },
  );
});

describe('where a text holds other bytes', () => {
  /** The first place of these bytes holds others, as many. */
  const changed = async (from: string, to: string) => {
    const bytes = await filled();
    for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
    return openedOf(bytes);
  };

  test('a row of the log is passed over, and the rest of the day is read', async () => {
    const { log } = await changed('{"fromMs":1', '{"fromMs:"1');
    const read = await log.readSinceReset();
    const types = read.ok ? read.value.map(({ event }) => event.type) : [];
    expect(types.slice(0, 3)).toEqual(['occupancy-reset', 'purge-held', 'announcement-made']);
    expect(types.filter((type) => type === 'access-granted').length).toBe(22);
  });

  test('a message is passed over, and those after it go out', async () => {
    const { outbox } = await changed('"told":3}', '"told":3]');
    // As many as were asked for: whoever gets fewer takes it that there are no more.
    const read = await outbox.read(0, 4);
    expect(read.ok && read.value.map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
  });

  test('rules that cannot be read are none, and so is what central staff had told', async () => {
    const { policies, log } = await changed('"slots":', '"slots"#');
    expect(await policies.newest()).toEqual({ ok: true, value: null });
    expect(await log.newestAnnouncement()).toMatchObject({ value: { texts: { sv: 'Stängt i dag' } } });
  });

  test('in what a table is made of, the database is put aside, with every card', async () => {
    const { directory, log } = await changed('version INTEGER PRIMARY KEY', 'versi0n INTEGER PRIMARY KEY');
    expect([directory.size(), log.filesAside().length]).toEqual([22, 1]);
    expect(await log.append(recordOf(granted('in', 50)), false)).toEqual({ ok: true, value: undefined });
  });

  test('nobody takes an order to purge nothing for none', async () => {
    const { retention } = await changed('{"why":"utl', '{"why" "utl');
    expect(await retention.hold()).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  });
});
