import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';
import { CARD, HOST_CARD, OTHER_CARD, present, tapped } from './at-door.ts';

const DAY = 24 * 3_600_000;
const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
const config = { doors, repeatTapMs: 0 };
const kept = (pseudonyms: string, more: object = {}) => ({ ...config, privacy: { pseudonyms, ...more } });

/** Of whom each grant in the log tells, and on which visit; the box is stopped. */
async function grantsOf(box: TestBox) {
  await box.stop();
  return rowsOf(
    box.folder,
    `SELECT lower(hex(subject)) AS who, json_extract(data, '$.visit') AS visit
      FROM access_log WHERE type = 'access-granted' ORDER BY seq`,
  ) as { readonly who: string; readonly visit: number }[];
}

/** By what the box knows this card, where it is enrolled. */
function hashOf(folder: string, uid: string): string {
  const hasher = createCredentialHasher(readFileSync(join(folder, 'credential.key')));
  return hasher({ kind: 'uid', canonical: uid, randomUid: false }).hash;
}

describe('a passage in the log', () => {
  test('tells of its bearer by a pseudonym of the day, which is not what the card is known by', async () => {
    const box = await withBox({ config });
    for (const card of [CARD, OTHER_CARD, CARD, CARD]) await tapped(box, card);
    const rows = await grantsOf(box);
    expect(rows.map(({ visit }) => visit)).toEqual([1, 2, 1, 3]);
    const [anna, bo] = rows.map(({ who }) => who);
    expect(rows.map(({ who }) => who)).toEqual([anna, bo, anna, anna]);
    expect(anna).toMatch(/^[0-9a-f]{32}$/);
    expect([CARD, OTHER_CARD].map((card) => hashOf(box.folder, card))).not.toContain(anna);
    expect(bo).not.toBe(anna);
  });

  test('of a card that is enrolled cannot be found by its hash, in any file of the box', async () => {
    const box = await withBox({ config });
    await tapped(box, HOST_CARD);
    const hash = hashOf(box.folder, HOST_CARD);
    const passages = rowsOf(box.folder, `SELECT * FROM access_log WHERE type LIKE 'access-%'`);
    expect(passages.length).toBeGreaterThan(0);
    for (const row of passages) expect(JSON.stringify(row)).not.toContain(hash);
    const subjects = rowsOf(box.folder, `SELECT 1 FROM access_log WHERE type LIKE 'access-%' AND subject = x'${hash}'`);
    expect(subjects).toEqual([]);
    expect(JSON.stringify(box.journal.events.filter(({ type }) => type.startsWith('access-')))).not.toContain(hash);
  });

  test('is of another pseudonym the day after, and nothing is left that would tell whose the old one was', async () => {
    const box = await withBox({ config });
    await tapped(box);
    const key = readFileSync(join(box.folder, 'pseudonym.key'));
    box.clock.advance(DAY);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted', direction: 'in' });
    const rows = await grantsOf(box);
    expect(rows.map(({ visit }) => visit)).toEqual([1, 1]);
    expect(rows[0]?.who).not.toBe(rows[1]?.who);
    for (const name of readdirSync(box.folder))
      expect(readFileSync(join(box.folder, name)).includes(key), name).toBe(false);
  });

  test('is of the same after a restart within the day: the card is known to be inside', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config });
    await tapped(box);
    await box.stop();
    const again = await withBox({ folder, config });
    expect(await tapped(again)).toMatchObject({ direction: 'out' });
    const rows = await grantsOf(again);
    expect(rows).toEqual([rows[0], rows[0]]);
  });

  test('is of another when the box was off at four in the morning', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config });
    await tapped(box);
    await box.stop();
    const again = await withBox({ folder, config, at: MONDAY_10 + DAY });
    await tapped(again);
    const [before, after] = await grantsOf(again);
    expect([before?.visit, after?.visit]).toEqual([1, 1]);
    expect(before?.who).not.toBe(after?.who);
  });
});

test('stable: a pseudonym is the same over days and restarts', async () => {
  const folder = boxFolder();
  const stable = kept('stable', { stableBecause: 'The owner counts how often members come, and has asked them.' });
  const box = await withBox({ folder, config: stable });
  await tapped(box);
  box.clock.advance(DAY);
  await tapped(box);
  await box.stop();
  const again = await withBox({ folder, config: stable, at: box.clock.wallMs() });
  await tapped(again);
  const rows = await grantsOf(again);
  expect(new Set(rows.map(({ who }) => who)).size).toBe(1);
  expect(rows[0]?.who).not.toBe(hashOf(folder, CARD));
  expect(existsSync(join(folder, 'pseudonym.key'))).toBe(false);
});

describe('none', () => {
  test('the log tells of nobody, and yet who is inside is let out and counted once', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config: kept('none') });
    for (const card of [CARD, OTHER_CARD]) await tapped(box, card);
    expect(await tapped(box)).toMatchObject({ direction: 'out' });
    expect(await present(box)).toBe(1);
    expect(await grantsOf(box)).toEqual([1, 2, 1].map((visit) => ({ who: '', visit })));
    expect(existsSync(join(folder, 'pseudonym.key'))).toBe(false);
  });

  test('after a restart the count is right, and whose visits they are is not known any more', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config: kept('none') });
    await tapped(box);
    await box.stop();
    const again = await withBox({ folder, config: kept('none') });
    expect(await present(again)).toBe(1);
    expect(await tapped(again)).toMatchObject({ direction: 'in' });
    expect((await grantsOf(again)).map(({ visit }) => visit)).toEqual([1, 2]);
  });
});
