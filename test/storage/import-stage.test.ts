import { describe, expect, test, vi } from 'vitest';
import {
  BeginImportCommand,
  type ExportedCredential,
  type ImportPlan,
  ImportRow,
} from '../../device/contract/credential-import.ts';
import type { CredentialHash } from '../../device/contract/ids.ts';
import type { Result } from '../../device/contract/result.ts';
import { epochMs } from '../../device/contract/units.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import { CredentialIndex, emptyTable } from '../../device/storage/credential-index.ts';
import { directoryOf } from '../../device/storage/directory.ts';
import type { Storage } from '../../device/storage/storage.ts';
import { recordWith } from '../domain/a-tap.ts';
import { hashOf, openedStorage, recordOf, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const rowOf = (n: number, change: object = {}) => ImportRow.parse({ line: n, hash: hashOf(n), ...change });
const planOf = (change: Partial<ImportPlan> = {}) => BeginImportCommand.parse({ kind: 'credentials', ...change });
const imported = (credentials: number) => recordOf({ type: 'credentials-imported', credentials, by: 'admin' }, 9);

async function importAll({ importStage }: Storage, rows: readonly ImportRow[], change: Partial<ImportPlan> = {}) {
  await importStage.clear();
  await importStage.add(rows);
  return importStage.commit(planOf(change), rows.length, imported(rows.length));
}

const enrol = ({ directory }: Storage, n: number, change: object = {}) =>
  directory.enrol(
    hashOf(n),
    { ...plainEnrolment('visitor'), ...change },
    recordOf({ type: 'credential-enrolled', credential: hashOf(n), role: 'visitor' }),
  );
const pinSet = (n: number) => recordOf({ type: 'pin-set', credential: hashOf(n), by: 'kiosk' });
const done = (count: number, updated = 0) => ({ ok: true, value: { imported: count, updated } });

/** Who shares a holder, by the numbers of their cards, with label and PIN. */
const holders = (folder: string, cards: number) => {
  const numbers = new Map(Array.from({ length: cards }, (_, n) => [hashOf(n + 1), n + 1]));
  const rows = rowsOf(
    folder,
    `SELECT group_concat(lower(hex(hash))) AS hashes, label, pin, max(has_pin) AS hasPin, min(has_pin) AS allHavePin
     FROM holder LEFT JOIN credential ON holder_id = id GROUP BY id`,
  ) as { hashes: string; label: string | null; pin: string | null; hasPin: number; allHavePin: number }[];
  return rows
    .map(({ hashes, label, pin, hasPin, allHavePin }) => {
      expect([hasPin, allHavePin]).toEqual(pin === null ? [0, 0] : [1, 1]);
      const of = hashes.split(',').map((hash) => numbers.get(hash as CredentialHash) ?? 0);
      return { of: of.sort(), label, pin };
    })
    .sort((a, b) => (a.of[0] ?? 0) - (b.of[0] ?? 0));
};

describe('what was imported', () => {
  test('is known once the commit is done, all that a row says, and after a restart', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    const validFromMs = epochMs(60_000);
    const rows = [
      rowOf(1, {
        role: 'staff',
        validFromMs,
        validUntilMs: epochMs(7_200_000),
        blocked: 'lost',
        label: 'Bo',
        holder: 1,
      }),
      rowOf(2, { role: 'guest', usesLeft: 3 }),
      rowOf(3),
    ];
    await storage.importStage.clear();
    expect(await storage.importStage.add(rows)).toEqual({ ok: true, value: 3 });
    expect(storage.directory.size()).toBe(0);
    expect(await storage.importStage.commit(planOf(), 3, imported(3))).toEqual(done(3));
    const seen = (from: Storage) => [1, 2, 3].map((n) => from.directory.find(hashOf(n)));
    expect(seen(storage)).toEqual([
      recordWith({ role: 'staff', validFrom: validFromMs, validUntil: epochMs(7_200_000), blocked: true }),
      recordWith({ role: 'guest', usesLeft: 3 }),
      recordWith({}),
    ]);
    expect(await storage.directory.readHolder(hashOf(1))).toMatchObject({ value: { label: 'Bo' } });
    const before = seen(storage);
    await storage.close();
    expect(seen(await openedStorage(folder))).toEqual(before);
  });

  test('is there with its event or not at all, and none of it waits on', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    await importAll(storage, [rowOf(1)]);
    const { importStage } = storage;
    expect(await importStage.commit(planOf(), 0, imported(0))).toEqual(done(0));
    const broken = { ...imported(1), atMs: Number.NaN as never };
    await importStage.add([rowOf(2)]);
    expect((await importStage.commit(planOf(), 1, broken)).ok).toBe(false);
    await storage.close();
    expect(rowsOf(folder, 'SELECT lower(hex(hash)) AS hash FROM credential')).toEqual([{ hash: hashOf(1) }]);
  });

  test('a card that came twice is told, and counted once', async () => {
    const { importStage } = await openedStorage(tempFolder());
    await importStage.clear();
    expect(await importStage.add([rowOf(1), rowOf(2)])).toEqual({ ok: true, value: 2 });
    expect(await importStage.add([rowOf(3), rowOf(2)])).toEqual({ ok: true, value: 1 });
  });

  test('is refused when not all rows are there any more', async () => {
    const storage = await openedStorage(tempFolder());
    await storage.importStage.clear();
    await storage.importStage.add([rowOf(1)]);
    expect(await storage.importStage.commit(planOf(), 2, imported(2))).toMatchObject({
      error: { code: 'import-lost' },
    });
    const { importStage } = await openedStorage(tempFolder());
    expect(await importStage.add([rowOf(1)])).toMatchObject({ error: { code: 'import-lost' } });
    expect(await importStage.commit(planOf(), 1, imported(1))).toMatchObject({ error: { code: 'import-lost' } });
  });

  test('leaves every card known at every moment, and what is changed meanwhile is not lost', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    const { directory, importStage } = storage;
    for (const n of [1, 2, 3]) await enrol(storage, n);
    await enrol(storage, 4, { role: 'guest', usesLeft: 9 });
    await importStage.clear();
    const rows = Array.from({ length: 20_000 }, (_, n) => rowOf(n + 100));
    await importStage.add(rows);
    let committed = false;
    let moments = 0;
    const watch = () => {
      moments += 1;
      expect([1, 2, 3, 4].filter((n) => directory.find(hashOf(n)) === null)).toEqual([]);
      if (!committed) setImmediate(watch);
    };
    const commit = importStage.commit(planOf(), rows.length, imported(rows.length));
    watch();
    directory.countUse(hashOf(4), 8);
    const blocked = recordOf({ type: 'credential-blocked', credential: hashOf(2), why: 'lost', by: 'host' });
    const block = directory.block(hashOf(2), 'lost', blocked);
    const enrolled = enrol(storage, 5);
    directory.countUse(hashOf(4), 7);
    expect(await commit).toEqual(done(20_000));
    committed = true;
    await Promise.all([block, enrolled]);
    expect(moments).toBeGreaterThan(1);
    const seen = (from: Storage) => [2, 4, 5].map((n) => from.directory.find(hashOf(n)));
    const expected = [recordWith({ blocked: true }), recordWith({ role: 'guest', usesLeft: 7 }), recordWith({})];
    expect(seen(storage)).toEqual(expected);
    expect(directory.size()).toBe(20_005);
    await storage.close();
    expect(seen(await openedStorage(folder))).toEqual(expected);
  });
});

describe('a use that the disk has not counted yet', () => {
  const index = (usesLeft: number) => {
    const made = new CredentialIndex(emptyTable(0));
    made.put(hashOf(1), recordWith({ role: 'guest', usesLeft }));
    return made;
  };

  test('is not forgotten when the index is read anew; one that it has counted is its own affair', async () => {
    let [replaced, store]: [() => void, () => void] = [() => {}, () => {}];
    const thread = {
      credentials: index(9),
      onReplaced: (listener: () => void) => {
        replaced = listener;
      },
      run: <T>(_: unknown, parse: (value: unknown) => T) =>
        new Promise<Result<T, never>>((resolve) => {
          store = () => resolve({ ok: true, value: parse(undefined) });
        }),
    };
    const replaceBy = (usesLeft: number) => {
      thread.credentials = index(usesLeft);
      replaced();
    };
    const directory = directoryOf(thread);
    directory.countUse(hashOf(1), 8);
    replaceBy(9);
    expect(directory.find(hashOf(1))?.usesLeft).toBe(8);
    store();
    await vi.waitFor(() => {
      replaceBy(5);
      expect(directory.find(hashOf(1))?.usesLeft).toBe(5);
    });
  });
});

describe('with an update, of a card that is known', () => {
  test('the columns of the file are changed, and the rest stays', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    await enrol(storage, 1, { usesLeft: 4, validUntil: epochMs(7_200_000) });
    await storage.directory.setPin(hashOf(1), '$argon2id$x', pinSet(1));
    const row = rowOf(1, { role: 'host', blocked: 'lost' });
    expect(await importAll(storage, [row, rowOf(2)], { update: true, columns: ['role'] })).toEqual(done(1, 1));
    const before = { validUntil: epochMs(7_200_000), usesLeft: 4, hasPin: true };
    expect(storage.directory.find(hashOf(1))).toEqual(recordWith({ ...before, role: 'host' }));
    expect(await importAll(storage, [row], { update: true })).toEqual(done(0, 1));
    expect(storage.directory.find(hashOf(1))).toEqual(recordWith({ role: 'host', blocked: true, hasPin: true }));
  });

  test('nothing is changed without it, and the lines are told', async () => {
    const storage = await openedStorage(tempFolder());
    for (const n of [5, 3]) await enrol(storage, n);
    const rows = [1, 2, 3, 4, 5].map((n) => rowOf(n, { role: 'host' }));
    expect(await importAll(storage, rows)).toEqual({
      ok: false,
      error: { code: 'credentials-known', count: 2, lines: [3, 5] },
    });
    expect([storage.directory.size(), storage.directory.find(hashOf(3))]).toEqual([2, recordWith({})]);
  });

  test('its holder keeps PIN and cards, and takes in those that the file gives them', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    await enrol(storage, 1, { role: 'host', label: 'Anna' });
    await enrol(storage, 2, { holderOf: hashOf(1) });
    await enrol(storage, 3, { role: 'host', label: 'Eva' });
    await storage.directory.setPin(hashOf(1), '$argon2id$anna', pinSet(1));
    const anna = { role: 'host', label: 'Anna B', holder: 1 };
    await importAll(storage, [rowOf(1, anna), rowOf(3, anna), rowOf(4, anna), rowOf(5)], { update: true });
    expect(storage.directory.find(hashOf(4))?.hasPin).toBe(true);
    await storage.close();
    expect(holders(folder, 5)).toEqual([{ of: [1, 2, 3, 4], label: 'Anna B', pin: '$argon2id$anna' }]);
  });

  test('two holders of the file that were one are two, and one of them has the PIN', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    await enrol(storage, 1, { role: 'host', label: 'Anna' });
    await enrol(storage, 2, { holderOf: hashOf(1) });
    await storage.directory.setPin(hashOf(1), '$argon2id$anna', pinSet(1));
    const rows = [
      rowOf(1, { role: 'host', label: 'Anna', holder: 1 }),
      rowOf(2, { role: 'host', label: 'Bo', holder: 2 }),
    ];
    await importAll(storage, rows, { update: true });
    expect([1, 2].map((n) => storage.directory.find(hashOf(n))?.hasPin)).toEqual([true, false]);
    await storage.close();
    expect(holders(folder, 2)).toEqual([
      { of: [1], label: 'Anna', pin: '$argon2id$anna' },
      { of: [2], label: 'Bo', pin: null },
    ]);
  });

  test('whoever becomes a visitor has no name any more', async () => {
    const folder = tempFolder();
    const storage = await openedStorage(folder);
    await enrol(storage, 1, { role: 'host', label: 'Anna' });
    await importAll(storage, [rowOf(1)], { update: true, columns: ['role'] });
    await storage.close();
    expect(holders(folder, 1)).toEqual([{ of: [1], label: null, pin: null }]);
  });
});

describe('an export', () => {
  test('gives every card page by page, in the order of hashes, as it is now', async () => {
    const storage = await openedStorage(tempFolder());
    const rows = Array.from({ length: 25 }, (_, n) =>
      rowOf(n + 1, n === 0 ? { role: 'host', label: 'Å', holder: 7 } : {}),
    );
    await importAll(storage, rows);
    const seen: ExportedCredential[] = [];
    for (let after: CredentialHash | null = null; ; ) {
      const page = await storage.importStage.read(after, 10);
      if (!page.ok) throw new Error(page.error.code);
      seen.push(...page.value);
      after = page.value.at(-1)?.hash ?? null;
      if (page.value.length < 10) break;
    }
    expect(seen.map(({ hash }) => hash)).toEqual(rows.map(({ hash }) => hash).sort());
    const plain = { validFromMs: null, validUntilMs: null, blocked: null, usesLeft: null };
    const find = (n: number) => seen.find(({ hash }) => hash === hashOf(n));
    expect(find(1)).toEqual({ hash: hashOf(1), role: 'host', label: 'Å', holder: expect.any(Number), ...plain });
    expect(find(2)).toEqual({ hash: hashOf(2), role: 'visitor', label: null, holder: null, ...plain });
  });
});
