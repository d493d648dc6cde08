import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CredentialHash } from '../../device/contract/ids.ts';
import { CredentialIndex, emptyTable, noCredentials, putInOrder } from '../../device/storage/credential-index.ts';
import { readCredentialTable } from '../../device/storage/credential-table.ts';
import { migrate } from '../../device/storage/migrations.ts';
import { hashOf, openedStorage, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const hash = fc.nat().map(hashOf);
const record = fc.record({ role: fc.constantFrom('visitor' as const, 'host' as const), blocked: fc.boolean() });

function indexOf(rows: ReadonlyMap<CredentialHash, { role: string; blocked: boolean }>): CredentialIndex {
  const db = new SqliteDatabase(':memory:');
  migrate(db);
  const insert = db.prepare('INSERT INTO credential (hash, role, blocked, enrolled_at_ms) VALUES (?, ?, ?, 0)');
  for (const [key, { role, blocked }] of rows) insert.run(Buffer.from(key, 'hex'), role, blocked ? 1 : 0);
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
      Array.from({ length: 40_001 }, (_, n) => [hashOf(n * 7919), { role: 'visitor', blocked: n % 2 === 0 }]),
    );
    const index = indexOf(rows);
    expect(index.size()).toBe(40_001);
    for (const n of [0, 1, 19_999, 20_000, 20_001, 39_999, 40_000])
      expect(index.find(hashOf(n * 7919))).toEqual({ role: 'visitor', blocked: n % 2 === 0 });
  });

  test('is refused to hashes that all point to one place', () => {
    const table = emptyTable(2_000);
    let place = -1;
    const crowd = () => {
      for (let n = 0; n < 2_000; n++) place = putInOrder(table, place, 'f'.repeat(32), 0);
    };
    expect(crowd).toThrow(RangeError);
    expect(new CredentialIndex(noCredentials).size()).toBe(0);
  });
});

describe('enrolment', () => {
  const enrolled = (n: number, role: 'visitor' | 'host') =>
    recordOf({ type: 'credential-enrolled', credential: hashOf(n), role }, 5);

  test('is known at once and after a restart, with its event in the log', async () => {
    const folder = tempFolder();
    const first = await openedStorage(folder);
    expect(await first.directory.enrol(hashOf(1), 'visitor', enrolled(1, 'visitor'))).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await first.directory.enrol(hashOf(1), 'host', enrolled(1, 'host'))).toEqual({ ok: true, value: undefined });
    expect(first.directory.find(hashOf(1))).toEqual({ role: 'host', blocked: false });
    await first.close();
    const second = await openedStorage(folder);
    expect(second.directory.find(hashOf(1))).toEqual({ role: 'host', blocked: false });
    expect(second.directory.size()).toBe(1);
    const read = await second.log.readSinceReset();
    expect(read.ok && read.value.map(({ event }) => event)).toEqual([
      { type: 'credential-enrolled', credential: hashOf(1), role: 'visitor' },
      { type: 'credential-enrolled', credential: hashOf(1), role: 'host' },
    ]);
  });
});
