import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { ClockWatch } from '../../device/controller/clock-watch.ts';
import { ManualClock } from '../support/manual-clock.ts';

const HOUR = 3_600_000;

function setUp(synchronised: boolean | null = true) {
  const clock = new ManualClock();
  const told: LoggedEvent[] = [];
  const watch = new ClockWatch({
    clock,
    synchronised: () => synchronised,
    moved: (event) => told.push(event),
  });
  watch.start();
  return { clock, told, watch };
}

test.each([
  ['forward', 30_000],
  ['forward', 26 * HOUR],
  ['back', -30_000],
  ['back', -HOUR],
])(
  'a wall clock that is put %s by %i ms is told of within 20 seconds, once, with what it should have been',
  (_, by) => {
    const { clock, told } = setUp(false);
    clock.advance(50_000);
    clock.setWall(clock.wallMs() + by);
    clock.advance(20_000);
    const toMs = clock.wallMs() - 10_000;
    expect(told).toEqual([{ type: 'clock-moved', fromMs: toMs - by, toMs, synchronised: false }]);
    clock.advance(HOUR);
    expect(told).toHaveLength(1);
  },
);

test('one that is put right by less each time is not told of, nor one that only runs', () => {
  const { clock, told } = setUp();
  for (let n = 0; n < 60; n++) {
    clock.setWall(clock.wallMs() + (n % 2 === 0 ? 29_999 : -29_999));
    clock.advance(20_000);
  }
  clock.advance(24 * HOUR);
  expect(told).toEqual([]);
});

test('whether it is kept right is told as far as anybody knows', () => {
  const { clock, told } = setUp(null);
  clock.setWall(0);
  clock.advance(20_000);
  expect(told).toMatchObject([{ synchronised: null }]);
});

test('it has been steady for as long as anybody has seen, or since it was last put forward or back', () => {
  const { clock, watch } = setUp();
  const hour = milliseconds(HOUR);
  expect(watch.isSteadyFor(hour)).toBe(true);
  clock.setWall(0);
  clock.advance(20_000);
  expect(watch.isSteadyFor(hour)).toBe(false);
  clock.advance(HOUR - 1);
  expect(watch.isSteadyFor(hour)).toBe(false);
  clock.advance(1);
  expect(watch.isSteadyFor(hour)).toBe(true);
});
