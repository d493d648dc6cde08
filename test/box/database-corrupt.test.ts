import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { breakAllButFirstPage, breakers, breakPageOf, checkpoint, filesAsideIn } from '../storage/breaking.ts';
import { StoreAtHand, visitOf } from '../storage/purging.ts';
import { brokenLinks } from '../support/chain.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { office, ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { type BoxOptions, boxFolder, boxOn, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, doorOf, enrolMyself, letIn, OTHER_CARD, present, setMode } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The storage stamps what becomes of its file by the real clock, so that these boxes begin today. */
const boxAfter = (hours: number, folder: string, { policy = 'open', ...options }: AnyBox = {}) => {
  const config = { policy, office: { ...office.office, openingHours: '24/7' } };
  return boxOn(new ManualClock(Date.now() + hours * HOUR), { ...options, folder, config });
};
type AnyBox = BoxOptions & { readonly policy?: 'open' | 'enrolled' };
const boxNow = (folder: string, options?: AnyBox) => boxAfter(0, folder, options);

/** A box whose log is long, with one person inside. */
async function usedFolder(hundreds = 20, daysAgo = 0): Promise<string> {
  const folder = boxFolder();
  const box = await boxAfter(-24 * daysAgo, folder);
  await letIn(box);
  await box.stop();
  const store = new StoreAtHand(folder);
  for (let n = 0; n < hundreds; n++) store.append(Array.from({ length: 100 }, (_, k) => visitOf(100 * n + k + 1)));
  store.close();
  return folder;
}

const opened = (box: TestBox) => box.strikeMoves().filter(Boolean).length;
const log = async (box: TestBox) => (await box.health()).log;
const PATIENCE = { timeout: 10_000 };
/** What was kept in memory is tried again after a time. */
const logIsWell = (box: TestBox) =>
  vi.waitFor(async () => {
    box.clock.advance(5_000);
    expect(await log(box)).toMatchObject({ state: 'ready', pending: 0 });
  }, PATIENCE);

describe.each(Object.entries(breakers))('a box whose database breaks: %s', (_, breakIt) => {
  test('opens the door, tells of it until a person took the file away, and does not know the count (I1)', async () => {
    const folder = await usedFolder();
    breakIt(folder);
    const box = await boxNow(folder);
    const before = opened(box);
    await letIn(box, OTHER_CARD);
    expect(opened(box)).toBe(before + 1);
    await logIsWell(box);
    expect(await log(box)).toMatchObject({ warningCode: 'log-put-aside' });
    expect((await box.snapshot()).log).toMatchObject({ warningCode: 'log-put-aside' });
    expect((await box.snapshot()).occupancy).toMatchObject({ present: null, quality: 'unknown' });
    const [file] = filesAsideIn(folder);
    expect(box.journal.events).toContainEqual({ type: 'log-put-aside', file });
    await box.stop();
    expect(rowsOf(folder, `SELECT seq FROM access_log WHERE type = 'log-begun'`)).toEqual([{ seq: 1 }]);
    expect(rowsOf(folder, `SELECT count(*) AS n FROM access_log WHERE type = 'access-granted'`)).toEqual([{ n: 1 }]);
    expect(brokenLinks(folder)).toEqual([]);

    const again = await boxNow(folder);
    expect((await again.snapshot()).occupancy).toMatchObject({ present: null, quality: 'unknown' });
    expect(await log(again)).toMatchObject({ warningCode: 'log-put-aside' });
    await again.stop();
    for (const name of filesAsideIn(folder)) rmSync(join(folder, name));
    const well = await boxNow(folder);
    expect(await log(well)).not.toHaveProperty('warningCode');
    expect(well.journal.types()).not.toContain('log-put-aside');
  });
});

test('the count is known again when the next day begins', async () => {
  const folder = await usedFolder();
  breakPageOf(folder, 'access_log');
  const box = await boxNow(folder);
  expect(await present(box)).toBeNull();
  await box.stop();
  const next = await boxAfter(24, folder);
  expect((await next.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'counted' });
});

test('cards that were enrolled are known still, and others are not (I1)', async () => {
  const folder = boxFolder();
  const first = await withBox({ folder, config: ruled({ enrolment: { self: true, pin: 'none' } }) });
  await enrolMyself(first, CARD);
  await first.stop();
  breakPageOf(folder, 'access_log');
  const box = await boxNow(folder, { policy: 'enrolled' });
  await letIn(box, CARD);
  expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'granted' });
  await letIn(box, OTHER_CARD);
  expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied' });
});

test('a door that was locked down is so still, at the next start too', async () => {
  const folder = await usedFolder();
  const before = await boxNow(folder);
  await asHost(before);
  await setMode(before, 'lock-down');
  await before.stop();
  breakPageOf(folder, 'credential');
  for (const _ of ['first', 'second']) {
    const box = await boxNow(folder);
    expect(await doorOf(box)).toMatchObject({ mode: 'locked-down' });
    await box.stop();
  }
  expect(filesAsideIn(folder)).not.toEqual([]);
});

test('a database that breaks under a box at work is put aside when it is seen; the door and the count go on', async () => {
  // More than is held in memory, so that the purge reads it from the disk.
  const folder = await usedFolder(100, 20);
  let synchronised = false;
  const box = await boxNow(folder, { synchronised: () => synchronised });
  checkpoint(folder);
  breakAllButFirstPage(folder);
  synchronised = true;
  await vi.waitFor(() => {
    box.clock.advance(10 * MINUTE);
    expect(box.journal.types()).toContain('log-put-aside');
  }, PATIENCE);
  const before = opened(box);
  await letIn(box, OTHER_CARD);
  expect([opened(box), await present(box)]).toEqual([before + 1, 1]);
  await logIsWell(box);
  expect(await log(box)).toMatchObject({ warningCode: 'log-put-aside' });
  await box.stop();
  expect(brokenLinks(folder)).toEqual([]);
});
