import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { plainEnrolment } from '../../device/controller/card-registry.ts';
import { openDatabase } from '../../device/storage/database.ts';
import { openStorage, type Storage } from '../../device/storage/storage.ts';
import { bootId } from '../support/boot-id.ts';
import { brokenLinks } from '../support/chain.ts';
import { databaseFile, hashOf, openedStorage, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { breakAllButFirstPage, breakers, breakPageOf, checkpoint } from './breaking.ts';
import { eventOf, recordOf, visitOf } from './purging.ts';

const CARDS = 1_000;
const PIN = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA';
const numbers = (length: number) => Array.from({ length }, (_, n) => n);

/** Cards and a log of some hundred pages; one card has a holder with a PIN; a message waits. */
async function filled(): Promise<{ folder: string; storage: Storage; head: { seq: number; hash: string } }> {
  const folder = tempFolder();
  const storage = await openedStorage(folder);
  const enrolled = recordOf([eventOf('audit', 1)]);
  await Promise.all(numbers(CARDS).map((n) => storage.directory.enrol(hashOf(n), plainEnrolment('visitor'), enrolled)));
  await storage.directory.enrol(hashOf(CARDS), { ...plainEnrolment('host'), label: 'Kim' }, enrolled);
  await storage.directory.setPin(hashOf(CARDS), PIN, enrolled);
  for (const n of numbers(20)) await storage.log.append(recordOf(numbers(100).map((k) => visitOf(100 * n + k))), false);
  const body = { present: 1, seats: 20, quality: 'counted' };
  const used = [{ name: 'command duty-desk', number: 7 }];
  await storage.log.append({ ...recordOf([visitOf(1)]), outbox: [{ stream: 'events', body }], used }, false);
  const head = await storage.log.head();
  if (!head.ok) throw new Error(head.error.detail);
  return { folder, storage, head: head.value };
}

/** Opens it as a controller does, who reads the log first, and then writes. */
async function startedOn(folder: string): Promise<Storage> {
  const storage = await openedStorage(folder);
  await storage.log.readSinceReset();
  const appended = await storage.log.append(recordOf([eventOf('operations', 7)]), false);
  expect(appended).toEqual({ ok: true, value: undefined });
  return storage;
}

type Begun = { quarantined: string; previousHead: string | null; previousSeq: number | null; salvaged: number };

function begunIn(folder: string): Begun {
  const [row] = rowsOf(folder, `SELECT data FROM access_log WHERE seq = 1 AND type = 'log-begun'`) as {
    data: string;
  }[];
  return JSON.parse(row?.data ?? '{}');
}

describe.each(Object.entries(breakers))('a database that breaks: %s', (_, breakIt) => {
  test('is put aside as it is, and a new log begins that says so and goes on', async () => {
    const { folder, storage } = await filled();
    await storage.close();
    breakIt(folder);
    const broken = readFileSync(databaseFile(folder));
    const again = await startedOn(folder);
    const begun = begunIn(folder);
    expect(begun.quarantined).toMatch(/^kiosk\.sqlite\.broken-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z$/);
    expect(again.log.filesAside()).toEqual([begun.quarantined]);
    expect(readFileSync(join(folder, begun.quarantined)).equals(broken)).toBe(true);
    expect(statSync(databaseFile(folder)).mode & 0o777).toBe(0o600);
    expect(brokenLinks(folder)).toEqual([]);
    await again.close();
    const third = await openedStorage(folder);
    expect(third.log.filesAside()).toEqual([begun.quarantined]);
    await third.close();
    rmSync(join(folder, begun.quarantined));
    expect((await openedStorage(folder)).log.filesAside()).toEqual([]);
  });
});

describe('what can be read of a broken database', () => {
  test('is all but one page of the cards, where that is what broke, and the head of the old log', async () => {
    const { folder, storage, head } = await filled();
    await storage.close();
    breakPageOf(folder, 'credential');
    const { directory } = await startedOn(folder);
    const known = numbers(CARDS).filter((n) => directory.find(hashOf(n))?.role === 'visitor');
    expect(known.length).toBeGreaterThan(CARDS * 0.8);
    expect(known.length).toBeLessThan(CARDS);
    expect(begunIn(folder)).toMatchObject({ previousSeq: head.seq, previousHead: head.hash });
  });

  test('is every card, PIN and message, where the log broke', async () => {
    const { folder, storage } = await filled();
    await storage.close();
    breakPageOf(folder, 'access_log');
    const { directory, outbox, usedNumbers } = await startedOn(folder);
    expect(directory.size()).toBe(CARDS + 1);
    expect(await directory.readHolder(hashOf(CARDS))).toEqual({ ok: true, value: { label: 'Kim', pin: PIN } });
    expect(await outbox.read(0, 10)).toMatchObject({ value: [{ stream: 'events', seq: 1, body: { present: 1 } }] });
    expect(await usedNumbers.all()).toEqual({ ok: true, value: new Map([['command duty-desk', 7]]) });
    expect(begunIn(folder).salvaged).toBeGreaterThan(CARDS);
  });

  test('is a card without a PIN, where its holder is lost', async () => {
    const { folder, storage } = await filled();
    await storage.close();
    breakPageOf(folder, 'holder');
    breakPageOf(folder, 'access_log');
    const { directory } = await startedOn(folder);
    expect(directory.find(hashOf(CARDS))).toMatchObject({ role: 'host', hasPin: false });
    expect(directory.size()).toBe(CARDS + 1);
  });

  test('is a hold on purging, that the broken file is kept by, too', async () => {
    const { folder, storage } = await filled();
    const until = epochMs(9_000);
    const held = { type: 'purge-held', why: 'utlämnande', untilMs: until, by: 'host' } as const;
    await storage.log.append(recordOf([{ type: 'purge-released', by: 'host' }, held]), false);
    await storage.close();
    breakPageOf(folder, 'access_log');
    const { retention } = await startedOn(folder);
    expect(await retention.hold()).toEqual({ ok: true, value: { why: 'utlämnande', by: 'host', until } });
    expect(brokenLinks(folder)).toEqual([]);
  });

  test('is no hold that was released', async () => {
    const { folder, storage } = await filled();
    const held = { type: 'purge-held', why: 'utlämnande', untilMs: 9_000, by: 'host' } as const;
    await storage.log.append(recordOf([held, { type: 'purge-released', by: 'host' }]), false);
    await storage.close();
    breakPageOf(folder, 'access_log');
    const { retention } = await startedOn(folder);
    expect(await retention.hold()).toEqual({ ok: true, value: null });
  });

  test('is nothing of a file that never was one, and the log says that, too', async () => {
    const folder = tempFolder();
    writeFileSync(databaseFile(folder), 'this is a shopping list '.repeat(100));
    await startedOn(folder);
    expect(begunIn(folder)).toMatchObject({ previousHead: null, previousSeq: null, salvaged: 0 });
  });
});

describe('a new log that was not begun yet, because the power was cut', () => {
  const ASIDE = 'kiosk.sqlite.broken-2026-03-02T090000.000Z';

  test.each(['right after the old database was put aside', 'while the new one was filled'])(
    '%s: is begun at the next start',
    async (when) => {
      const { folder, storage } = await filled();
      await storage.close();
      renameSync(databaseFile(folder), join(folder, ASIDE));
      if (when.startsWith('while')) {
        const fresh = openDatabase(databaseFile(folder));
        if (fresh.ok) fresh.value.close();
      }
      const { directory } = await startedOn(folder);
      expect(directory.size()).toBe(CARDS + 1);
      expect(begunIn(folder).quarantined).toBe(ASIDE);
    },
  );
});

describe('a database that breaks while it is in use', () => {
  test('is put aside at the next job after it was seen; what was told is told again, and messages go on', async () => {
    const { folder, storage } = await filled();
    const aside: string[] = [];
    storage.log.onPutAside((file) => aside.push(file));
    const before = await storage.outbox.read(0, 10);
    const lastId = before.ok ? (before.value.at(-1)?.id ?? 0) : 0;
    checkpoint(folder);
    breakAllButFirstPage(folder);
    expect(await storage.log.readSinceReset()).toMatchObject({ error: { code: 'storage-failed' } });
    const outbox = [{ stream: 'events', body: { present: 2 } } as const];
    expect(await storage.log.append({ ...recordOf([visitOf(1)]), outbox }, true)).toEqual({
      ok: true,
      value: undefined,
    });
    expect(aside).toEqual([begunIn(folder).quarantined]);
    // Whoever sends messages asks for those after the last one that it has read.
    expect(await storage.outbox.read(lastId, 10)).toMatchObject({ value: [{ body: { present: 2 } }] });
    expect(rowsOf(folder, `SELECT type, late FROM access_log WHERE type <> 'log-annotated' ORDER BY seq`)).toEqual([
      { type: 'log-begun', late: 0 },
      { type: 'access-granted', late: 1 },
    ]);
    expect(brokenLinks(folder)).toEqual([]);
  });
});

describe('what is beside the database', () => {
  test('a lock file that is broken is no reason to put the database aside', async () => {
    const { folder, storage } = await filled();
    await storage.close();
    writeFileSync(`${databaseFile(folder)}.lock`, 'this is a shopping list '.repeat(100));
    const again = await startedOn(folder);
    expect([again.log.filesAside(), again.directory.size()]).toEqual([[], CARDS + 1]);
    const other = await openStorage({ file: databaseFile(folder), bootId });
    expect(other.ok ? null : other.error.code).toBe('data-folder-in-use');
  });

  test('a folder in which nothing can be renamed leaves a box that works without its log', async () => {
    // With what is put behind it, the name is longer than a file system takes.
    const file = join(tempFolder(), `${'k'.repeat(240)}.sqlite`);
    writeFileSync(file, 'this is a shopping list '.repeat(100));
    const opened = await openStorage({ file, bootId });
    if (!opened.ok) throw new Error(opened.error.code);
    const appended = await opened.value.log.append(recordOf([visitOf(1)]), false);
    await opened.value.close();
    expect(appended).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  });
});
