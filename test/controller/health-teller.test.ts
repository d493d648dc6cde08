import { expect, test } from 'vitest';
import type { FeedState, HealthBody } from '../../device/contract/feed/state.ts';
import { HealthTeller } from '../../device/controller/health-teller.ts';
import { ManualClock } from '../support/manual-clock.ts';

function setUp() {
  const clock = new ManualClock();
  const told: HealthBody[] = [];
  const health = { synchronised: false };
  const read = (): HealthBody => ({ status: 'ok', version: '1', parts: [], clockSynchronised: health.synchronised });
  const tell = (state: FeedState) => void (state.stream === 'health' && told.push(state.body));
  const teller = new HealthTeller({ tell }, clock, read);
  return { clock, told, health, teller };
}

test('many changes within a second are told once, as it is then', () => {
  const { clock, told, health, teller } = setUp();
  for (let n = 0; n < 100; n++) teller.note();
  health.synchronised = true;
  clock.advance(1_000);
  expect(told.map(({ clockSynchronised }) => clockSynchronised)).toEqual([true]);
});

test('what changes without anybody telling, as whether the clock is right, is told within half a minute', () => {
  const { clock, told, health, teller } = setUp();
  teller.start();
  clock.advance(60_000);
  expect(told.map(({ clockSynchronised }) => clockSynchronised)).toEqual([false]);
  health.synchronised = true;
  clock.advance(30_000);
  expect(told.map(({ clockSynchronised }) => clockSynchronised)).toEqual([false, true]);
});

test('what is as it was is not told again', () => {
  const { clock, told, teller } = setUp();
  teller.note();
  clock.advance(1_000);
  teller.note();
  clock.advance(1_000);
  expect(told).toHaveLength(1);
});

test('nothing is told after it was stopped', () => {
  const { clock, told, teller } = setUp();
  teller.start();
  teller.note();
  teller.stop();
  clock.advance(60_000);
  expect(told).toEqual([]);
});
