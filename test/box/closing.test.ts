import { expect, test } from 'vitest';
import { withBox } from '../support/with-box.ts';
import { asHost, doorOf, setMode } from './at-door.ts';

const MINUTE_MS = 60_000;

/** A Monday in Stockholm, where the office is open from 8 to 18. */
const mondayAt = (hour: number, minute: number) => Date.UTC(2026, 2, 2, hour - 1, minute);

test('the box tells when it saw the office close, until it opens again', async () => {
  const box = await withBox({ at: mondayAt(17, 59) });
  expect((await box.snapshot()).closedAtMs).toBeNull();
  box.clock.advance(2 * MINUTE_MS);
  const { hours, closedAtMs } = await box.snapshot();
  expect(hours.open).toBe(false);
  expect(Number(closedAtMs) - mondayAt(18, 0)).toBeGreaterThanOrEqual(0);
  expect(Number(closedAtMs) - mondayAt(18, 0)).toBeLessThanOrEqual(20_000);
  box.clock.advance(5 * MINUTE_MS);
  expect((await box.snapshot()).closedAtMs).toBe(closedAtMs);
  box.clock.setWall(mondayAt(24 + 8, 1));
  box.clock.advance(MINUTE_MS);
  expect((await box.snapshot()).closedAtMs).toBeNull();
});

test('a box that starts in a closed office has not seen it close', async () => {
  const box = await withBox({ at: mondayAt(21, 0) });
  box.clock.advance(MINUTE_MS);
  expect(await box.snapshot()).toMatchObject({ closedAtMs: null, hours: { open: false } });
});

test.each([
  ['locked down', 'lock-down', 'locked-down'],
  ['blocked for cards', 'block', 'blocked'],
])(
  'a door that was unlocked and then %s is locked by the closing: lifting that at night opens nothing',
  async (_, command, mode) => {
    const box = await withBox({ at: mondayAt(17, 50) });
    await asHost(box);
    await setMode(box, 'unlock');
    await setMode(box, command);
    box.clock.advance(15 * MINUTE_MS);
    expect((await box.snapshot()).hours.open).toBe(false);
    expect(await doorOf(box)).toMatchObject({ mode });
    await asHost(box);
    await setMode(box, 'lift');
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
    expect(box.strikeMoves()).toEqual([true, false]);
  },
);

test('closing locks a door that a host has locked open', async () => {
  const box = await withBox({ at: mondayAt(17, 50) });
  await asHost(box);
  await setMode(box, 'lock-open');
  box.clock.advance(15 * MINUTE_MS);
  expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  expect(box.strikeMoves().at(-1)).toBe(false);
});

test('a door that a host unlocked at night, and forgot, is locked as the day begins', async () => {
  const box = await withBox({ at: mondayAt(21, 0) });
  await asHost(box);
  await setMode(box, 'unlock');
  box.clock.advance(20 * MINUTE_MS);
  expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
  box.clock.setWall(mondayAt(24 + 4, 0));
  box.clock.advance(MINUTE_MS);
  expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  expect(box.strikeMoves().at(-1)).toBe(false);
});
