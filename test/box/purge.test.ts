import { describe, expect, test, vi } from 'vitest';
import { brokenLinks, holesUntold } from '../support/chain.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { rowsOf } from '../support/storage.ts';
import { type BoxOptions, boxFolder, boxOn, MONDAY_10, type TestBox } from '../support/with-box.ts';
import { asHost, letIn } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A box that is started so many days after the first Monday, at 10:00. */
const boxOnDay = (day: number, folder: string, options: BoxOptions = {}) =>
  boxOn(new ManualClock(MONDAY_10 + day * DAY), { ...options, folder });

/** The days, by the box's own clock, of which somebody's coming is still in the log. */
const daysIn = (folder: string) =>
  (
    rowsOf(folder, `SELECT at_ms AS at FROM access_log WHERE type = 'access-granted' ORDER BY seq`) as { at: number }[]
  ).map(({ at }) => Math.floor((at - MONDAY_10) / DAY));

/** Somebody came in at 16:00 on each of these days; on others the box was off. */
async function visitedOn(days: readonly number[]): Promise<string> {
  const folder = boxFolder();
  for (const day of days) {
    const box = await boxOnDay(day, folder);
    box.clock.advance(6 * HOUR);
    await letIn(box);
    await box.stop();
  }
  return folder;
}

const purges = (box: TestBox) => box.journal.types().filter((type) => type === 'log-purged').length;
const purged = (box: TestBox, times = 1) =>
  vi.waitFor(() => expect(purges(box)).toBeGreaterThanOrEqual(times), { timeout: 5_000 });

async function retention(box: TestBox) {
  await asHost(box);
  return (await box.snapshot()).host?.retention;
}

describe('visits that were made 15 days ago', () => {
  test('are gone when the box is started; those of 13 days ago are there, and the log verifies', async () => {
    const folder = await visitedOn([0, 2, 14]);
    const box = await boxOnDay(15, folder);
    await purged(box);
    expect(daysIn(folder)).toEqual([2, 14]);
    expect((await retention(box))?.lastPurgeAtMs).toBe(MONDAY_10 + 15 * DAY);
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
  });

  test('are gone after 04:00 on a box that goes on', async () => {
    const folder = await visitedOn([0, 1, 2]);
    const box = await boxOnDay(13, folder);
    await vi.waitFor(async () => expect((await retention(box))?.lastPurgeAtMs).not.toBeNull());
    box.clock.advance(18 * HOUR - MINUTE);
    expect(daysIn(folder)).toEqual([0, 1, 2]);
    box.clock.advance(2 * MINUTE);
    await purged(box);
    expect(daysIn(folder)).toEqual([1, 2]);
    expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
  });

  test('are there where the office keeps them for 30 days', async () => {
    const folder = await visitedOn([0, 1]);
    const box = await boxOnDay(15, folder, { config: { privacy: { visitDays: 30 } } });
    await vi.waitFor(async () =>
      expect(await retention(box)).toMatchObject({
        kept: expect.arrayContaining([{ name: 'visits', days: 30, oldestMs: expect.any(Number) }]),
        lastPurgeAtMs: expect.any(Number),
      }),
    );
    expect(daysIn(folder)).toEqual([0, 1]);
  });
});

test('what tells of parts and of changes goes in its own time, long after the visits of the same days', async () => {
  const folder = await visitedOn([0, 1, 2]);
  const types = () =>
    (rowsOf(folder, 'SELECT DISTINCT type FROM access_log WHERE seq <= 12 ORDER BY type') as { type: string }[]).map(
      ({ type }) => type,
    );
  /** Until nothing is left of this type. */
  const startOn = async (day: number, type: string) => {
    const box = await boxOnDay(day, folder);
    await vi.waitFor(() => expect(types()).not.toContain(type));
    await box.stop();
  };
  await startOn(20, 'access-granted');
  expect(types()).toContain('reader-ready');
  await startOn(100, 'reader-ready');
  expect(types()).toContain('controller-started');
  await startOn(800, 'controller-started');
  expect(types()).toEqual([]);
  expect([brokenLinks(folder), holesUntold(folder)]).toEqual([[], 0]);
}, 60_000);

describe('a hold on purging', () => {
  const hold = (box: TestBox, days: number, why = 'begäran om utlämnande 2026/17') =>
    box.request('POST', '/api/host/hold-purge', { why, days });

  test('keeps everything over restarts, with who and why, until it is released', async () => {
    const folder = await visitedOn([0, 1]);
    const first = await boxOnDay(13, folder);
    await asHost(first);
    expect(await hold(first, 30)).toMatchObject({ status: 200 });
    await first.stop();
    const box = await boxOnDay(20, folder);
    await vi.waitFor(async () =>
      expect(await retention(box)).toMatchObject({
        hold: { why: 'begäran om utlämnande 2026/17', by: 'host', untilMs: MONDAY_10 + 43 * DAY },
        lastPurgeAtMs: null,
      }),
    );
    box.clock.advance(HOUR);
    expect(daysIn(folder)).toEqual([0, 1]);
    await asHost(box);
    expect(await box.request('POST', '/api/host/release-purge')).toMatchObject({ status: 200 });
    await purged(box);
    expect(daysIn(folder)).toEqual([]);
    expect(await retention(box)).toMatchObject({ hold: null });
    await box.stop();
    const told = `SELECT type FROM access_log WHERE type LIKE 'purge-%' ORDER BY seq`;
    expect(rowsOf(folder, told)).toEqual([{ type: 'purge-held' }, { type: 'purge-released' }]);
  });

  test('runs out by itself', async () => {
    const folder = await visitedOn([0, 1]);
    const box = await boxOnDay(13, folder);
    await asHost(box);
    await hold(box, 2);
    box.clock.advance(47 * HOUR);
    expect((await retention(box))?.hold).not.toBeNull();
    expect(daysIn(folder)).toEqual([0, 1]);
    box.clock.advance(HOUR + 10 * MINUTE);
    await purged(box);
    expect(daysIn(folder)).toEqual([]);
    expect((await retention(box))?.hold).toBeNull();
  });

  test('is for a host alone, in words, and for a time that ends', async () => {
    const box = await boxOnDay(0, boxFolder());
    expect(await hold(box, 30)).toMatchObject({ status: 403 });
    await asHost(box);
    expect(await hold(box, 30, 'ärendet om 19811218-9876')).toMatchObject({
      status: 400,
      body: { code: 'personal-number' },
    });
    expect(await hold(box, 366)).toMatchObject({ status: 400 });
    expect(await hold(box, 30, ' ')).toMatchObject({ status: 400 });
    expect((await retention(box))?.hold).toBeNull();
  });
});

describe('a clock that is not to be trusted', () => {
  test('lets nothing go while the system says that it is not synchronised', async () => {
    const folder = await visitedOn([0, 1]);
    let synchronised = false;
    const box = await boxOnDay(15, folder, { synchronised: () => synchronised });
    expect(await retention(box)).toMatchObject({ waitsForClock: true, lastPurgeAtMs: null });
    box.clock.advance(2 * DAY);
    await asHost(box);
    expect([daysIn(folder), purges(box)]).toEqual([[0, 1], 0]);
    synchronised = true;
    box.clock.advance(10 * MINUTE);
    await purged(box);
    expect(daysIn(folder)).toEqual([]);
    expect(await retention(box)).toMatchObject({ waitsForClock: false });
  });

  test('lets nothing go for an hour after it was put forward by a day', async () => {
    const folder = await visitedOn([0, 1, 2]);
    const box = await boxOnDay(13, folder);
    await vi.waitFor(async () => expect((await retention(box))?.lastPurgeAtMs).not.toBeNull());
    box.clock.setWall(MONDAY_10 + 14 * DAY);
    box.clock.advance(50 * MINUTE);
    expect(await retention(box)).toMatchObject({ waitsForClock: true });
    expect(daysIn(folder)).toEqual([0, 1, 2]);
    box.clock.advance(21 * MINUTE);
    await purged(box);
    expect(daysIn(folder)).toEqual([1, 2]);
    expect(await retention(box)).toMatchObject({ waitsForClock: false });
  });

  test('that was years ahead, and was put back, keeps nothing for ever', async () => {
    const config = { privacy: { visitDays: 2 } };
    const box = await boxOnDay(1_500, boxFolder(), { config, synchronised: () => true });
    await letIn(box);
    box.clock.setWall(MONDAY_10);
    box.clock.advance(MINUTE);
    await letIn(box);
    const signed = () => box.journal.types().filter((type) => type === 'log-head-signed').length;
    const passOneDay = async () => {
      const before = signed();
      box.clock.advance(26 * HOUR);
      await vi.waitFor(() => expect(signed()).toBeGreaterThan(before));
    };
    expect(daysIn(box.folder)).toEqual([1_500, 0]);
    await passOneDay();
    await purged(box);
    expect(daysIn(box.folder)).toEqual([0]);
    await passOneDay();
    await purged(box, 2);
    expect(daysIn(box.folder)).toEqual([]);
    expect(brokenLinks(box.folder)).toEqual([]);
  });

  test('that nobody vouches for, and was put years back by mistake, takes nothing with it', async () => {
    const folder = boxFolder();
    const box = await boxOnDay(0, folder);
    await letIn(box);
    box.clock.setWall(MONDAY_10 - 1_500 * DAY);
    box.clock.advance(MINUTE);
    await vi.waitFor(() => expect(box.journal.types()).toContain('clock-moved'));
    await box.stop();
    const again = await boxOnDay(1, folder);
    await vi.waitFor(async () => expect((await retention(again))?.lastPurgeAtMs).not.toBeNull());
    expect(daysIn(folder)).toEqual([0]);
  });
});
