import { describe, expect, test, vi } from 'vitest';
import { brokenLinks } from '../support/chain.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { office } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, boxOn } from '../support/with-box.ts';
import { letIn, present } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const alwaysOpen = { ...office.office, openingHours: '24/7' };
const at = (iso: string) => Date.parse(iso);

const resetsIn = (folder: string) =>
  (
    rowsOf(folder, `SELECT at_ms AS at FROM access_log WHERE type = 'occupancy-reset' ORDER BY seq`) as { at: number }[]
  ).map((row) => row.at);

describe.each([
  { night: 'which is an hour shorter', evening: '2026-03-28T16:00:00+01:00', morning: '2026-03-29T04:00:00+02:00' },
  { night: 'in which an hour comes twice', evening: '2026-10-24T16:00:00+02:00', morning: '2026-10-25T04:00:00+01:00' },
])('the night $night', ({ evening, morning }) => {
  test('ends at 04:00 by the clock on the wall: the count is reset then, once, and no sooner', async () => {
    const box = await boxOn(new ManualClock(at(evening)), { folder: boxFolder(), config: { office: alwaysOpen } });
    await letIn(box);
    box.clock.advance(at(morning) - at(evening) - 1);
    expect(resetsIn(box.folder)).toHaveLength(1);
    expect(await present(box)).not.toBeNull();
    box.clock.advance(MINUTE);
    await vi.waitFor(() => expect(resetsIn(box.folder)).toHaveLength(2));
    const [, reset = 0] = resetsIn(box.folder);
    expect(reset - at(morning)).toBeGreaterThanOrEqual(0);
    expect(reset - at(morning)).toBeLessThan(MINUTE);
    expect(await present(box)).toBe(0);
    box.clock.advance(23 * HOUR);
    expect(resetsIn(box.folder)).toHaveLength(2);
  });

  test('moves no day of those that are kept: the visits of two weeks ago go at the same hour', async () => {
    const folder = boxFolder();
    // The day before, from its afternoon on, and the night; then off, until 04:00 two weeks later is near.
    const before = await boxOn(new ManualClock(at(evening)), { folder, config: { office: alwaysOpen } });
    await letIn(before);
    before.clock.advance(at(morning) - at(evening) + MINUTE);
    await vi.waitFor(() => expect(resetsIn(folder)).toHaveLength(2));
    // Later than the day’s head is signed, which may take a while: what was there by then is taken for the day before.
    before.clock.advance(3 * HOUR);
    await letIn(before, '04000000000002');
    before.clock.advance(22 * HOUR);
    await vi.waitFor(() => expect(resetsIn(folder)).toHaveLength(3));
    await before.stop();
    const grants = () => rowsOf(folder, `SELECT count(*) AS n FROM access_log WHERE type = 'access-granted'`);
    const thirteenDaysOn = at(morning) + 13 * 24 * HOUR;
    const box = await boxOn(new ManualClock(thirteenDaysOn - 3 * HOUR), { folder, config: { office: alwaysOpen } });
    box.clock.advance(3 * HOUR - MINUTE);
    expect(grants()).toEqual([{ n: 2 }]);
    box.clock.advance(2 * MINUTE);
    await vi.waitFor(() => expect(grants()).toEqual([{ n: 1 }]), 5_000);
    box.clock.advance(24 * HOUR);
    await vi.waitFor(() => expect(grants()).toEqual([{ n: 0 }]), 5_000);
    expect(brokenLinks(folder)).toEqual([]);
  });
});
