import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { DayWatch } from '../../device/controller/day-watch.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import { policyWith } from '../domain/a-tap.ts';
import { ManualClock } from '../support/manual-clock.ts';

const at = (text: string) => epochMs(Date.parse(text));

function setUp(now: string, lastReset: string | null, hours = 'Mo-Fr 08:00-18:00', clockIsRight = false) {
  const clock = new ManualClock(at(now));
  const parsed = parseSchedule(policyWith({ slots: [{ mode: 'staffed', hours }] }), 'Europe/Stockholm');
  if (!parsed.ok) throw new Error(parsed.error.message);
  const seen: string[] = [];
  const watch = new DayWatch(
    {
      clock,
      rules: { schedule: parsed.value },
      timeZone: 'Europe/Stockholm',
      lastReset: lastReset === null ? null : at(lastReset),
      waits: () => false,
      clockIsRight: () => clockIsRight,
    },
    {
      hoursChanged: ({ open }) => seen.push(open ? 'open' : 'closed'),
      staysOver: () => seen.push('stays over'),
      resetDue: () => seen.push('reset'),
    },
  );
  watch.start();
  return { clock, seen, watch };
}

test('the count is reset at 04:00 by the office’s clock, in summer time too', () => {
  const { clock, seen } = setUp('2026-07-01T03:50:00+02:00', '2026-06-30T04:00:00+02:00');
  expect(seen).toEqual(['closed']);
  clock.advance(9 * 60_000);
  expect(seen).toEqual(['closed']);
  clock.advance(2 * 60_000);
  expect(seen).toEqual(['closed', 'reset']);
  clock.advance(24 * 3_600_000);
  expect(seen.filter((each) => each === 'reset')).toHaveLength(2);
});

test('a box that was off at 04:00 resets when it starts', () => {
  expect(setUp('2026-07-01T07:30:00+02:00', '2026-06-30T04:00:00+02:00').seen[0]).toBe('reset');
  expect(setUp('2026-07-01T07:30:00+02:00', null).seen[0]).toBe('reset');
  expect(setUp('2026-07-01T07:30:00+02:00', '2026-07-01T04:00:10+02:00').seen).toEqual(['closed']);
});

test('a wall clock that is set back a day does not empty the room', () => {
  const { clock, seen } = setUp('2026-07-01T12:00:00+02:00', '2026-07-01T04:00:00+02:00');
  clock.setWall(at('2026-06-30T12:00:00+02:00'));
  clock.advance(60_000);
  clock.setWall(at('2026-07-01T12:05:00+02:00'));
  clock.advance(60_000);
  expect(seen).not.toContain('reset');
});

test('opening and closing are told within 20 seconds, and nothing after the stop', () => {
  const { clock, seen, watch } = setUp('2026-07-01T07:59:30+02:00', '2026-07-01T04:00:00+02:00');
  clock.advance(60_000);
  expect(seen).toEqual(['closed', 'open']);
  watch.stop();
  clock.advance(12 * 3_600_000);
  expect(seen).toEqual(['closed', 'open']);
});

describe('stays are over', () => {
  const RESET_TODAY = '2026-07-01T04:00:00+02:00';
  const overs = (seen: readonly string[]) => seen.filter((each) => each === 'stays over').length;

  test('a quarter of an hour after closing, once, and again after the next closing', () => {
    const { clock, seen } = setUp('2026-07-01T17:50:00+02:00', RESET_TODAY);
    clock.advance(25 * 60_000 - 1);
    expect(seen).toEqual(['open', 'closed']);
    clock.advance(20_000);
    expect(seen).toEqual(['open', 'closed', 'stays over']);
    clock.advance(23 * 3_600_000);
    expect(overs(seen)).toBe(1);
    clock.advance(3_600_000);
    expect(overs(seen)).toBe(2);
  });

  test('not when the office opens again before', () => {
    const { clock, seen } = setUp('2026-07-01T11:50:00+02:00', RESET_TODAY, 'Mo-Fr 08:00-12:00,12:10-18:00');
    clock.advance(2 * 3_600_000);
    expect(seen).toEqual(['open', 'closed', 'open']);
  });

  test('a quarter of an hour after the start of a box that was off at closing', () => {
    const { clock, seen } = setUp('2026-07-01T20:00:00+02:00', RESET_TODAY);
    clock.advance(15 * 60_000 - 1);
    expect(overs(seen)).toBe(0);
    clock.advance(9 * 3_600_000);
    expect(overs(seen)).toBe(1);
  });

  test('not while it is open, nor after the stop', () => {
    const { clock, seen, watch } = setUp('2026-07-01T09:00:00+02:00', RESET_TODAY);
    clock.advance(8 * 3_600_000);
    expect(overs(seen)).toBe(0);
    clock.advance(3_600_000 + 60_000);
    watch.stop();
    clock.advance(3_600_000);
    expect(overs(seen)).toBe(0);
  });
});

describe('a last reset that lies days ahead, for the clock was ahead then', () => {
  test.each([
    ['is waited for by a clock that nobody vouches for', false, ['closed']],
    ['is taken for today’s by a clock that is known to be right', true, ['closed', 'reset']],
  ] as const)('%s', (_, clockIsRight, expected) => {
    const ahead = '2029-03-02T04:00:00+01:00';
    const { clock, seen } = setUp('2026-03-02T03:00:00+01:00', ahead, 'Mo-Fr 23:00-23:30', clockIsRight);
    clock.advance(2 * 3_600_000);
    expect(seen.filter((each) => each !== 'stays over')).toEqual(expected);
  });
});
