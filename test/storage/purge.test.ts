import { readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RecordClass } from '../../device/contract/events/define.ts';
import { typesOfClass } from '../../device/contract/events.ts';
import { ReaderId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import { verifyLog } from '../../device/storage/verify-log.ts';
import { brokenLinks, holesUntold } from '../support/chain.ts';
import { databaseFile, hashOf, openedStorage, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventOf, recordOf, StoreAtHand, visitOf } from './purging.ts';

const aHash = expect.stringMatching(/^[0-9a-f]{64}$/);
const LogPurged = z.looseObject({ holes: z.array(z.unknown()) }).nullable();
const sequence = (folder: string) =>
  (rowsOf(folder, 'SELECT seq FROM access_log ORDER BY seq') as { seq: number }[]).map(({ seq }) => seq);
const holes = (folder: string) => rowsOf(folder, 'SELECT first, last, recorded FROM log_hole ORDER BY first');
const numbered = <T>(length: number, make: (n: number) => T) => Array.from({ length }, (_, n) => make(n));

/** Rows 1, 4, 7, … of people, 2, 5, … of parts, 3, 6, … of changes. */
const mixed = (rounds: number) => numbered(rounds, (n) => RecordClass.options.map((each) => eventOf(each, n))).flat();

function logWith(rounds: number): { folder: string; store: StoreAtHand } {
  const folder = tempFolder();
  const store = new StoreAtHand(folder);
  store.append(mixed(rounds));
  return { folder, store };
}

describe('a purged log', () => {
  test('verifies over its holes, and says itself what they are', () => {
    const { folder, store } = logWith(4);
    expect(store.purge('visits', 8)).toBe(3);
    expect(store.record(3)).toEqual({
      type: 'log-purged',
      records: 3,
      holes: [1, 4, 7].map((seq) => [seq, seq, aHash]),
    });
    store.append(mixed(1));
    expect(sequence(folder)).toEqual([2, 3, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
  });

  test('has one hole where classes went at different times side by side', () => {
    const { folder, store } = logWith(3);
    store.purge('visits', 10);
    store.record(3);
    store.purge('operations', 6);
    expect(holes(folder)).toEqual([
      { first: 1, last: 2, recorded: 0 },
      { first: 4, last: 5, recorded: 0 },
      { first: 7, last: 7, recorded: 10 },
    ]);
    expect(brokenLinks(folder)).toEqual([]);
    store.record(2);
    store.purge('audit', 6);
    expect(holes(folder)).toEqual([
      { first: 1, last: 5, recorded: 0 },
      { first: 7, last: 7, recorded: 10 },
    ]);
    store.record(1);
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
  });

  test('tells of nothing where nothing went', () => {
    const { folder, store } = logWith(1);
    expect([store.purge('visits', 1), store.record(0)]).toEqual([0, null]);
    expect(sequence(folder)).toEqual([1, 2, 3]);
  });

  test('tells again of the holes whose telling was purged itself', () => {
    const { folder, store } = logWith(1);
    store.purge('visits', 2);
    store.record(1);
    expect(holes(folder)).toEqual([{ first: 1, last: 1, recorded: 4 }]);
    store.append(mixed(1));
    store.purge('audit', 5);
    expect(store.record(2)).toMatchObject({
      holes: [
        [1, 1, aHash],
        [3, 4, aHash],
      ],
    });
    expect(sequence(folder)).toEqual([2, 5, 6, 7, 8]);
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
  });

  test('tells of thousands of holes a thousand at a time, and is followed over them at once', () => {
    const { folder, store } = logWith(3_000);
    expect(store.purge('operations', 9_001)).toBe(3_000);
    const told = numbered(4, () => LogPurged.parse(store.record(0))?.holes.length);
    expect(told).toEqual([...numbered(3, () => 1_000), undefined]);
    store.close();
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
    const db = new SqliteDatabase(databaseFile(folder), { readonly: true });
    expect(verifyLog(db)).toMatchObject({ whole: true, rows: 6_003 });
    db.close();
  });

  test('goes on where it was, after its last rows went and the box was started anew', () => {
    const { folder, store } = logWith(1);
    store.purge('audit', 4);
    store.close();
    const again = new StoreAtHand(folder);
    expect(again.head()).toMatchObject({ seq: 3 });
    again.append(mixed(1));
    expect(sequence(folder)).toEqual([1, 2, 4, 5, 6]);
    expect(brokenLinks(folder)).toEqual([]);
  });
});

test.each(numbered(6, (step) => step))(
  'a purge that is broken off after step %i goes on at the next start, and the log verifies meanwhile',
  (steps) => {
    const { folder, store } = logWith(200);
    for (let step = 0; step < steps; step++) store.purgeSome('visits', 601);
    store.close();
    expect(brokenLinks(folder)).toEqual([]);
    const again = new StoreAtHand(folder);
    again.append(mixed(1));
    again.purge('visits', 601);
    expect(again.record(200)).not.toBeNull();
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
    expect(rowsOf(folder, `SELECT seq FROM access_log WHERE type = 'access-granted'`)).toEqual([{ seq: 601 }]);
  },
);

test('while 10,000 rows are purged, a tap is on disk before the purge is over', async () => {
  const { folder, store } = logWith(0);
  for (let n = 0; n < 100; n++) store.append(numbered(100, (k) => visitOf(100 * n + k)));
  store.close();
  const { log, retention } = await openedStorage(folder);
  const order: string[] = [];
  const purge = async () => {
    const purgeSome = () =>
      retention.purgeSome({ recordClass: 'visits', types: typesOfClass('visits'), before: 10_001 });
    for (;;) {
      const purged = await purgeSome();
      if (!purged.ok || purged.value.done) return order.push('purged');
      order.push('purged some');
      if (order.length === 1) void log.append(recordOf([visitOf(20_000)]), false).then(({ ok }) => order.push(`${ok}`));
    }
  };
  await purge();
  // After the step that was asked for together with it, or the one after that.
  expect(order.indexOf('true')).toBeGreaterThan(0);
  expect(order.indexOf('true')).toBeLessThan(4);
  expect(order.length).toBe(52);
  await retention.record(epochMs(2_000), 10_000);
  expect(holes(folder)).toMatchObject([{ first: 1, last: 10_000 }]);
  expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
});

describe('what was purged', () => {
  const marker = ReaderId.parse('reader-that-nobody-else-has');

  /** How many of these are still to be found somewhere in the files. */
  function found(folder: string, secrets: readonly (Uint8Array | string)[]): number {
    const files = ['', '-wal'].map((part) => readFileSync(databaseFile(folder) + part));
    return secrets.filter((secret) => files.some((file) => file.includes(Buffer.from(secret)))).length;
  }

  /** 500 rows that tell of somebody, among as many that do not. */
  function logWithSecrets() {
    const { folder, store } = logWith(0);
    for (let n = 0; n < 10; n++)
      store.append(numbered(50, (k) => [visitOf(50 * n + k, marker), eventOf('audit', k)]).flat());
    const rows = rowsOf(folder, 'SELECT subject, salt FROM access_log WHERE subject NOT NULL') as {
      subject: Uint8Array;
      salt: Uint8Array;
    }[];
    const secrets = [marker, ...rows.flatMap(({ subject, salt }) => [subject, salt])];
    expect(found(folder, secrets)).toBe(1_001);
    return { folder, store, secrets };
  }

  test('is in no byte of the files any more, and neither is its salt', () => {
    const { folder, store, secrets } = logWithSecrets();
    store.purge('visits', 1_001);
    store.record(500);
    store.compact();
    const inHex = secrets.map((secret) => Buffer.from(secret).toString('hex'));
    expect([found(folder, secrets), found(folder, inHex)]).toEqual([0, 0]);
    expect(brokenLinks(folder)).toEqual([]);
  });

  test('leaves numbers and hashes alone in what the log says of it', () => {
    const { folder, store } = logWithSecrets();
    store.purge('visits', 1_001);
    store.record(500);
    const [row] = rowsOf(folder, `SELECT data, subject, salt FROM access_log WHERE type = 'log-purged'`) as {
      data: string;
    }[];
    expect(row).toMatchObject({ subject: null, salt: null });
    expect(JSON.parse(row?.data ?? '')).toEqual({
      records: 500,
      holes: numbered(500, (n) => [2 * n + 1, 2 * n + 1, aHash]),
    });
  });

  test('gives its pages back to the disk', () => {
    const { folder, store } = logWith(0);
    for (let n = 0; n < 50; n++) store.append(numbered(100, (k) => visitOf(100 * n + k)));
    store.compact();
    const before = readFileSync(databaseFile(folder)).length;
    store.purge('visits', 5_001);
    store.record(5_000);
    store.compact();
    expect(readFileSync(databaseFile(folder)).length).toBeLessThan(before / 3);
  });

  test('is not said to be gone while another program reads the database; what came meanwhile is stored once', () => {
    const { folder, store, secrets } = logWithSecrets();
    const reader = new SqliteDatabase(databaseFile(folder), { readonly: true });
    reader.exec('BEGIN; SELECT count(*) FROM access_log');
    store.purge('visits', 1_001);
    store.record(500);
    const compactWithTap = () => {
      const record = recordOf([eventOf('operations', 7)]);
      return store.answersTo([{ op: 'compact-some' }, { op: 'append', record, late: false }]);
    };
    let answers = compactWithTap();
    for (let steps = 1; answers[0]?.ok && steps < 100; steps++) answers = compactWithTap();
    expect(answers).toMatchObject([{ ok: false, error: { code: 'storage-failed' } }, { ok: true }]);
    expect(found(folder, secrets)).toBeGreaterThan(0);
    reader.close();
    const before = sequence(folder).length;
    expect(compactWithTap()).toMatchObject([{ ok: true, value: true }, { ok: true }]);
    expect(sequence(folder)).toHaveLength(before + 1);
    expect(found(folder, secrets)).toBe(0);
    expect(brokenLinks(folder)).toEqual([]);
  });
});

test('expired cards of visitors are found among any number of others, which stay', async () => {
  const storage = await openedStorage(tempFolder());
  const enrol = (n: number, role: 'staff' | 'visitor') => {
    const enrolment = { ...plainEnrolment(role), validUntil: epochMs(1_000) };
    return storage.directory.enrol(hashOf(n), enrolment, recordOf([eventOf('audit', n)]));
  };
  await Promise.all(numbered(600, (n) => enrol(n, n < 590 ? 'staff' : 'visitor')));
  const gone = await storage.retention.forgetExpired(epochMs(9_000), epochMs(5_000));
  expect(gone.ok && new Set(gone.value)).toEqual(new Set(numbered(10, (n) => hashOf(590 + n))));
  expect(await storage.retention.forgetExpired(epochMs(9_000), epochMs(5_000))).toEqual({ ok: true, value: [] });
  expect([storage.directory.find(hashOf(1))?.role, storage.directory.find(hashOf(595))]).toEqual(['staff', null]);
});

test('an expired card of a visitor that is blocked stays so, and goes once its block is lifted', async () => {
  const { directory, retention } = await openedStorage(tempFolder());
  const enrolment = { ...plainEnrolment('visitor'), validUntil: epochMs(1_000) };
  await directory.enrol(hashOf(1), enrolment, recordOf([eventOf('audit', 1)]));
  await directory.block(hashOf(1), 'host', recordOf([eventOf('audit', 1)]));
  expect(await retention.forgetExpired(epochMs(9_000), epochMs(5_000))).toEqual({ ok: true, value: [] });
  expect(directory.find(hashOf(1))?.blocked).toBe(true);
  await directory.blockAll([hashOf(1)], null, recordOf([eventOf('audit', 1)]));
  expect(await retention.forgetExpired(epochMs(9_000), epochMs(5_000))).toEqual({ ok: true, value: [hashOf(1)] });
});

describe('whatever is purged, in whatever order', () => {
  const anyClass = fc.constantFrom(...RecordClass.options);
  const act = fc.oneof(
    fc.array(anyClass, { minLength: 1, maxLength: 40 }).map((classes) => ({ append: classes })),
    fc.record({ purge: anyClass, share: fc.double({ min: 0, max: 1.1, noNaN: true }) }),
    fc.constantFrom('record' as const, 'restart' as const),
  );

  test('the log verifies after each step, no number comes again, and nothing goes but what was asked for', () => {
    let made = 0;
    const run = (acts: readonly (typeof act extends fc.Arbitrary<infer A> ? A : never)[]) => {
      const { folder, store: first } = logWith(0);
      let store = first;
      let head = 0;
      for (const step of acts) {
        const before = sequence(folder);
        if (step === 'record') store.record(1);
        else if (step === 'restart') {
          store.close();
          store = new StoreAtHand(folder);
        } else if ('append' in step) store.append(step.append.map((each) => eventOf(each, made++)));
        else store.purge(step.purge, Math.ceil(head * step.share));
        const after = sequence(folder);
        const gone = before.filter((seq) => !after.includes(seq));
        expect(after.filter((seq) => !before.includes(seq)).every((seq) => seq > head)).toBe(true);
        expect(typeof step === 'object' && 'purge' in step ? [] : gone).toEqual([]);
        expect(brokenLinks(folder)).toEqual([]);
        head = Math.max(head, ...after);
      }
      store.record(1);
      expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
      store.close();
    };
    fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 12 }), run), { numRuns: 60 });
  });
});
