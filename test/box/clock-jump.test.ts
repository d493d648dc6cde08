import { describe, expect, test, vi } from 'vitest';
import { MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CARD = '04A1B2C3D4E5F6';

async function letIn(box: TestBox): Promise<void> {
  await box.tap(CARD);
  await vi.waitFor(() => expect(box.strikeMoves().at(-1)).toBe(true));
}

describe.each([
  ['back an hour', -HOUR],
  ['forward a day', DAY],
  ['back ten years', -3_650 * DAY],
])('the wall clock is set %s', (_, byMs) => {
  test('in the middle of a release: the strike goes idle in its time all the same (I2)', async () => {
    const box = await withBox();
    await letIn(box);
    box.clock.advance(2_000);
    box.clock.setWall(box.clock.wallMs() + byMs);
    box.clock.advance(2_999);
    expect(box.strikeMoves()).toEqual([true]);
    box.clock.advance(1);
    expect(box.strikeMoves()).toEqual([true, false]);
  });

  test('while nobody is there: no strike moves, no alarm comes, and the next tap is decided by the new time', async () => {
    const box = await withBox();
    box.clock.setWall(box.clock.wallMs() + byMs);
    box.clock.advance(60_000);
    expect(box.strikeMoves()).toEqual([]);
    expect((await box.snapshot()).doors[0]).toMatchObject({ alarm: 'normal', mode: 'locked' });
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap).not.toBeNull());
    const { hours, lastTap } = await box.snapshot();
    expect(lastTap?.outcome).toBe(hours.open ? 'granted' : 'denied');
  });
});

test('a day that was skipped begins with an empty room, and one that comes again empties it no second time', async () => {
  const box = await withBox();
  await letIn(box);
  await box.request('POST', '/sim/doors/entrance/open');
  await box.request('POST', '/sim/doors/entrance/close');
  box.clock.setWall(MONDAY_10 + DAY);
  box.clock.advance(60_000);
  expect((await box.snapshot()).occupancy.present).toBe(0);
  await letIn(box);
  await box.request('POST', '/sim/doors/entrance/open');
  await box.request('POST', '/sim/doors/entrance/close');
  box.clock.setWall(MONDAY_10);
  box.clock.advance(60_000);
  expect((await box.snapshot()).occupancy.present).toBe(1);
});
