import { describe, expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { DoorId } from '../../device/contract/ids.ts';
import { ok } from '../../device/contract/result.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { RoomCount } from '../../device/controller/room-count.ts';
import { RulesInForce } from '../../device/controller/rules-in-force.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import { bootId } from '../support/boot-id.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { office } from '../support/office.ts';
import { granted } from '../support/storage.ts';

const MINUTE = 60_000;

/** A count at a start, `offFor` after the last sign of the run before; null when there is none. */
function startedAfter(offFor: number | null, config: object = {}) {
  const clock = new ManualClock();
  const signs: EpochMs[] = [];
  const parsed = Config.parse({ ...office, ...config });
  const schedule = parseSchedule(parsed.policy, 'Europe/Stockholm');
  if (!schedule.ok) throw new Error(schedule.error.message);
  const count = new RoomCount({
    config: parsed,
    rules: new RulesInForce(parsed.policy, schedule.value),
    hours: { put: async () => ok(undefined), read: async () => ok([]), summedBefore: async () => ok(0) },
    doorTakesAccess: () => true,
    onSummed: () => {},
    onHoursStored: () => {},
    showUsualDay: () => {},
    clock,
    lifeSign: {
      last: () => (offFor === null ? null : epochMs(clock.wallMs() - offFor)),
      give: async (now) => void signs.push(now),
    },
  });
  return { clock, count, signs };
}

const rowsOf = (...events: LoggedEvent[]) =>
  events.map((event, n) => ({ seq: n + 1, bootId, atMs: epochMs(n + 1), late: false, event }));
const somebodyInside = rowsOf({ type: 'occupancy-reset' }, granted('in'));

describe('the count after a start', () => {
  test.each([
    ['a moment', 0, null],
    ['ten minutes', 10 * MINUTE, null],
    ['more than that', 10 * MINUTE + 1, { type: 'count-unknown', outageMs: 10 * MINUTE + 1 }],
    ['a time that a clock put right by a little makes less than none', -MINUTE + 1, null],
    ['a time that nobody knows, for the clock was put back', -MINUTE, { type: 'count-unknown', outageMs: null }],
    ['a time that nobody knows, for there is no sign', null, { type: 'count-unknown', outageMs: null }],
  ])('is doubted or not, when the box was off for %s', (_, offFor, doubt) => {
    const { count } = startedAfter(offFor);
    count.rebuild(somebodyInside);
    expect(count.doubt()).toEqual(doubt);
  });

  test('is doubted later where the office says so', () => {
    const { count } = startedAfter(30 * MINUTE, { occupancy: { unknownAfterMinutes: 30 } });
    count.rebuild(somebodyInside);
    expect(count.doubt()).toBeNull();
  });

  test('is not doubted when nobody was inside, or nobody knew before', () => {
    for (const rows of [
      rowsOf(granted('in'), granted('out')),
      rowsOf(granted('in'), { type: 'count-unknown', outageMs: 1 }),
    ]) {
      const { count } = startedAfter(null);
      count.rebuild(rows);
      expect(count.doubt()).toBeNull();
    }
  });

  test('is what the log tells, which tells when it began', () => {
    const { count } = startedAfter(0);
    expect(count.rebuild(somebodyInside)).toBe(1);
    expect(count.ledger.figure()).toMatchObject({ present: 1, quality: 'counted', since: 1 });
    expect(startedAfter(0).count.rebuild(rowsOf(granted('in')))).toBeNull();
  });
});

test('signs of life are given at the start, each minute, and at the stop, and then no more', () => {
  const { clock, count, signs } = startedAfter(0);
  const from = clock.wallMs();
  count.start();
  clock.advance(2 * MINUTE + 1);
  count.stop();
  clock.advance(10 * MINUTE);
  expect(signs.map((sign) => sign - from)).toEqual([0, MINUTE, 2 * MINUTE, 2 * MINUTE + 1]);
});

describe('the exit button', () => {
  const leftBy = (door: string, readers: readonly object[]) => {
    const doors = [...office.doors, { id: 'quiet', name: 'Tysta rummet', driver: 'simulated', area: 'quiet-room' }];
    const { count } = startedAfter(0, { doors, readers, areas: [{ id: 'quiet-room', name: 'Tysta rummet' }] });
    count.rebuild(somebodyInside);
    const at = (seconds: number) => epochMs(100_000 + seconds * 1_000);
    count.ledger.apply({ type: 'exit-requested', door: DoorId.parse(door) }, at(0));
    count.ledger.apply({ type: 'door-state-changed', door: DoorId.parse(door), state: 'open' }, at(1));
    return count.ledger.figure().present === 0;
  };
  const reader = (id: string, door: string, direction: string) => ({ id, door, direction, driver: 'simulated' });

  test('tells of who leaves where no reader takes a tap on the way out', () => {
    expect(leftBy('entrance', [reader('front', 'entrance', 'in')])).toBe(true);
    expect(leftBy('entrance', [reader('front', 'entrance', 'both')])).toBe(false);
    expect(leftBy('entrance', [reader('front', 'entrance', 'in'), reader('inside', 'entrance', 'out')])).toBe(false);
  });

  test('of a room of its own tells of nobody who leaves the office', () => {
    expect(leftBy('quiet', [reader('front', 'entrance', 'in'), reader('quiet', 'quiet', 'in')])).toBe(false);
  });
});
