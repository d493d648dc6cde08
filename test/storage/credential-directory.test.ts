import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CredentialRole } from '../../device/contract/access.ts';
import { CredentialHash } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import type { CredentialRecord } from '../../device/domain/access-decision.ts';
import { CredentialIndex } from '../../device/storage/credential-index.ts';
import { readCredentialTable } from '../../device/storage/credential-table.ts';
import { migrate } from '../../device/storage/migrations.ts';
import { recordWith } from '../domain/a-tap.ts';
import { hashOf, openedStorage, recordOf, rowsOf, storedSinceReset } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const hash = fc.nat().map(hashOf);
/** Whole minutes, as the index keeps them. */
const minute = fc.option(fc.integer({ min: 1, max: 40_000_000 }).map((minutes) => epochMs(minutes * 60_000)));
const record: fc.Arbitrary<CredentialRecord> = fc.record({
  role: fc.constantFrom(...CredentialRole.options),
  blocked: fc.boolean(),
  hasPin: fc.boolean(),
  validFrom: minute,
  validUntil: minute,
  usesLeft: fc.option(fc.nat(100)),
});

function indexOf(rows: ReadonlyMap<CredentialHash, CredentialRecord>): CredentialIndex {
  const db = new SqliteDatabase(':memory:');
  migrate(db);
  const insert = db.prepare(`INSERT INTO credential
    (hash, role, blocked, has_pin, valid_from_ms, valid_until_ms, uses_left, enrolled_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0)`);
  for (const [key, { role, blocked, hasPin, validFrom, validUntil, usesLeft }] of rows)
    insert.run(
      ...[Buffer.from(key, 'hex'), CredentialRole.options.indexOf(role) + 1, blocked ? 'lost' : null, hasPin ? 1 : 0],
      ...[validFrom, validUntil, usesLeft],
    );
  const table = readCredentialTable(db);
  db.close();
  return new CredentialIndex(table);
}

describe('the credential index', () => {
  test('finds what a map would find, stored or added later, and nothing else', () => {
    // Few first bytes, so that many keys share a prefix.
    const crowded = fc
      .tuple(fc.constantFrom('0000', '00ff', 'ffff'), hash)
      .map(([a, b]) => CredentialHash.parse(a + b.slice(4)));
    const rows = fc.array(fc.tuple(fc.oneof(hash, crowded), record), { maxLength: 60 });
    fc.assert(
      fc.property(rows, rows, fc.array(hash, { maxLength: 10 }), (stored, added, strangers) => {
        const model = new Map(stored);
        const index = indexOf(model);
        for (const [key, value] of added) {
          index.put(key, value);
          model.set(key, value);
        }
        expect(index.size()).toBe(model.size);
        for (const key of [...model.keys(), ...strangers]) expect(index.find(key)).toEqual(model.get(key) ?? null);
      }),
      { numRuns: 100 },
    );
  });

  test('is read in pages without loss at their edges', () => {
    const rows = new Map(
      Array.from({ length: 40_001 }, (_, n) => [hashOf(n * 7919), recordWith({ blocked: n % 2 === 0 })]),
    );
    const index = indexOf(rows);
    expect(index.size()).toBe(40_001);
    for (const n of [0, 1, 19_999, 20_000, 20_001, 39_999, 40_000])
      expect(index.find(hashOf(n * 7919))).toEqual(recordWith({ blocked: n % 2 === 0 }));
  });

  test.each(['ffff', '0000'])(
    'finds cards that all point to one place, %s, as a file of made-up hashes has them',
    (first) => {
      const crowd = (n: number) =>
        CredentialHash.parse(`${first}0000${n.toString(16).padStart(6, '0')}`.padEnd(32, '0'));
      const rows = new Map(Array.from({ length: 3_000 }, (_, n) => [crowd(2 * n), recordWith({})]));
      const index = indexOf(rows);
      expect(index.size()).toBe(3_000);
      for (const n of [0, 1, 1_500, 2_999]) {
        expect(index.find(crowd(2 * n))).toEqual(recordWith({}));
        expect(index.find(crowd(2 * n + 1))).toBeNull();
      }
      expect(index.find(hashOf(1))).toBeNull();
    },
  );
});

describe('enrolment', () => {
  const enrolled = (n: number, role: CredentialRole = 'visitor') =>
    recordOf({ type: 'credential-enrolled', credential: hashOf(n), role }, 5);
  const done = { ok: true, value: undefined };
  const changed = (n: number) => recordOf({ type: 'credential-removed', credential: hashOf(n), by: 'host' }, 6);

  test('is known at once and after a restart, with its event in the log', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    const enrolment = { ...plainEnrolment('host'), label: 'Anna', validUntil: epochMs(60_000), usesLeft: 3 };
    const known = recordWith({ role: 'host', validUntil: epochMs(60_000), usesLeft: 3 });
    expect(await first.directory.enrol(hashOf(1), enrolment, enrolled(1, 'host'))).toEqual(done);
    expect(first.directory.find(hashOf(1))).toEqual(known);
    await first.close();
    const second = await openedStorage(folder);
    expect([second.directory.find(hashOf(1)), second.directory.size()]).toEqual([known, 1]);
    expect(await second.directory.readHolder(hashOf(1))).toEqual({ ok: true, value: { label: 'Anna', pin: null } });
    expect((await storedSinceReset(second)).map(({ event }) => event)).toEqual([
      { type: 'credential-enrolled', credential: hashOf(1), role: 'host' },
    ]);
  });

  test('of a card that is known already is refused, and changes nothing: one token, one holder', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    const { directory } = storage;
    await directory.enrol(hashOf(1), plainEnrolment('visitor'), enrolled(1));
    const host = { ...plainEnrolment('host'), label: 'Eve' };
    expect(await directory.enrol(hashOf(1), host, enrolled(1, 'host'))).toMatchObject({
      error: { code: 'credential-known' },
    });
    expect(directory.find(hashOf(1))).toEqual(recordWith({}));
    expect(await storedSinceReset(storage)).toHaveLength(1);
    await storage.close();
    expect(rowsOf(folder, 'SELECT * FROM holder')).toEqual([]);
  });

  test('beside another card of the same holder shares the PIN, and the holder goes with the last card', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    await first.directory.enrol(hashOf(1), plainEnrolment('visitor'), enrolled(1));
    await first.directory.enrol(hashOf(2), { ...plainEnrolment('visitor'), holderOf: hashOf(1) }, enrolled(2));
    expect(await first.directory.setPin(hashOf(2), '$argon2id$x', changed(2))).toEqual(done);
    expect([1, 2].map((n) => first.directory.find(hashOf(n))?.hasPin)).toEqual([true, true]);
    await first.directory.enrol(hashOf(3), { ...plainEnrolment('visitor'), holderOf: hashOf(2) }, enrolled(3));
    expect(first.directory.find(hashOf(3))?.hasPin).toBe(true);
    for (const n of [1, 2]) expect(await first.directory.remove(hashOf(n), changed(n))).toEqual(done);
    expect([1, 2, 3].map((n) => first.directory.find(hashOf(n)) !== null)).toEqual([false, false, true]);
    await first.directory.remove(hashOf(3), changed(3));
    expect(first.directory.size()).toBe(0);
    await first.close();
    expect([...rowsOf(folder, 'SELECT * FROM holder'), ...rowsOf(folder, 'SELECT * FROM credential')]).toEqual([]);
  });

  test('beside a card that was removed meanwhile is refused, and what came together with it is stored', async () => {
    const { directory, log } = await openedStorage(tempFolder());
    await directory.enrol(hashOf(1), plainEnrolment('visitor'), enrolled(1));
    const beside = { ...plainEnrolment('visitor'), holderOf: hashOf(1) };
    const results = await Promise.all([
      directory.remove(hashOf(1), enrolled(1)),
      directory.enrol(hashOf(2), beside, enrolled(2)),
      log.append(enrolled(3), false),
    ]);
    expect(results).toEqual([done, { ok: false, error: { code: 'credential-unknown' } }, done]);
    expect([directory.find(hashOf(1)), directory.find(hashOf(2))]).toEqual([null, null]);
  });

  test('is nothing that lifting a block does: who was blocked alone is nobody then, over a restart too', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    await first.directory.enrol(hashOf(1), plainEnrolment('visitor'), enrolled(1));
    expect(await first.directory.blockAll([hashOf(1), hashOf(2), hashOf(3)], 'lost', changed(1))).toEqual(done);
    await first.close();
    const second = await openedStorage(folder);
    const { directory } = second;
    expect([directory.size(), directory.find(hashOf(3))?.blocked]).toEqual([3, true]);
    expect(await directory.blockAll([hashOf(1), hashOf(2)], null, changed(1))).toEqual(done);
    expect(await directory.block(hashOf(3), null, changed(3))).toEqual(done);
    const known = () => [1, 2, 3].map((n) => directory.find(hashOf(n)));
    expect([directory.size(), ...known()]).toEqual([1, recordWith({}), null, null]);
    await second.close();
    const third = await openedStorage(folder);
    expect([third.directory.size(), third.directory.find(hashOf(1))]).toEqual([1, recordWith({})]);
  });

  test('can be blocked with a reason and unblocked; a card that nobody knows cannot', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    await first.directory.enrol(hashOf(1), plainEnrolment('visitor'), enrolled(1));
    expect(await first.directory.block(hashOf(1), 'lost', changed(1))).toEqual(done);
    expect(await first.directory.block(hashOf(9), 'lost', changed(9))).toMatchObject({
      error: { code: 'credential-unknown' },
    });
    await first.close();
    const second = await openedStorage(folder);
    expect(second.directory.find(hashOf(1))?.blocked).toBe(true);
    expect(await second.directory.block(hashOf(1), null, changed(1))).toEqual(done);
    expect(second.directory.find(hashOf(1))?.blocked).toBe(false);
  });

  test('of a pass counts its uses down, also over a restart', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    await first.directory.enrol(hashOf(1), { ...plainEnrolment('guest'), usesLeft: 2 }, enrolled(1));
    first.directory.countUse(hashOf(1), 1);
    expect(first.directory.find(hashOf(1))?.usesLeft).toBe(1);
    await first.close();
    expect((await openedStorage(folder)).directory.find(hashOf(1))?.usesLeft).toBe(1);
  });
});

describe('the memory of what a library said', () => {
  test('lasts over a restart, and can be forgotten', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    first.patronMemory.remember(hashOf(1), epochMs(77));
    expect(await first.patronMemory.goodUntil(hashOf(1))).toBe(77);
    await first.close();
    const second = await openedStorage(folder);
    expect(await second.patronMemory.goodUntil(hashOf(1))).toBe(77);
    second.patronMemory.forget(hashOf(1));
    expect(await second.patronMemory.goodUntil(hashOf(1))).toBeNull();
  });
});
