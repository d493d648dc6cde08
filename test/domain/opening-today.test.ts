import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { type ModeSpan, spansFor, todaysBounds } from '../../device/domain/opening-today.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import { policyWith } from './a-tap.ts';

const ZONE = 'Europe/Stockholm';
const at = (iso: string) => epochMs(Date.parse(iso));
const NOON = at('2026-03-02T12:00:00+01:00');
const noon = todaysBounds(NOON, '04:00', ZONE);

function scheduleWith(spans: readonly ModeSpan[]) {
  const slots = [
    { mode: 'staffed' as const, hours: 'Mo-Fr 08:00-18:00' },
    { mode: 'unattended' as const, hours: 'Mo-Fr 06:00-22:00' },
  ];
  const written = parseSchedule(policyWith({ slots }), ZONE);
  if (!written.ok) throw new Error(written.error.message);
  return written.value.laidOver(spans);
}

function decided(...[wish, before = [], now = NOON, bounds = noon]: Partial<Parameters<typeof spansFor>>) {
  const spans = wish && spansFor(wish, before, now, bounds);
  return spans?.ok ? spans.value : null;
}

describe('the office’s day ends at 04:00 by the clock on the wall', () => {
  test.each([
    ['before midnight', '2026-03-02T23:59:00+01:00', '2026-03-03T04:00:00+01:00'],
    ['after midnight', '2026-03-03T03:59:00+01:00', '2026-03-03T04:00:00+01:00'],
    ['at the reset, of the day that begins', '2026-03-03T04:00:00+01:00', '2026-03-04T04:00:00+01:00'],
    ['in the night that is an hour shorter', '2026-03-28T20:00:00+01:00', '2026-03-29T04:00:00+02:00'],
    ['in the night that is an hour longer', '2026-10-24T20:00:00+02:00', '2026-10-25T04:00:00+01:00'],
  ])('%s', (_, now, end) => {
    expect(todaysBounds(at(now), '04:00', ZONE).dayEnds).toBe(at(end));
  });

  test.each([
    ['22:00', '2026-03-02T22:00:00+01:00'],
    ['24:00', '2026-03-03T00:00:00+01:00'],
    ['01:30', '2026-03-03T01:30:00+01:00'],
  ])('and the policy may let a host keep open until %s', (openUntil, end) => {
    expect(todaysBounds(NOON, openUntil, ZONE).openUntil).toBe(at(end));
  });
});

describe('a host decides', () => {
  test('to keep open for longer: the mode is the host’s until then, and the policy’s after it', () => {
    const until = at('2026-03-02T20:00:00+01:00');
    const schedule = scheduleWith(decided({ wish: 'open', mode: 'staffed', until }) ?? []);
    expect(schedule.stateAt(at('2026-03-02T19:59:00+01:00')).mode).toBe('staffed');
    expect(schedule.stateAt(until).mode).toBe('unattended');
    expect(schedule.stateAt(NOON).changesAt).toBe(at('2026-03-02T22:00:00+01:00'));
  });

  test('to close earlier: closed until the day ends, whatever the policy’s hours say, and not tomorrow', () => {
    const schedule = scheduleWith(decided({ wish: 'close', at: at('2026-03-02T15:00:00+01:00') }) ?? []);
    expect(schedule.stateAt(NOON)).toMatchObject({ mode: 'staffed', changesAt: at('2026-03-02T15:00:00+01:00') });
    expect(schedule.stateAt(at('2026-03-02T15:00:00+01:00'))).toMatchObject({ open: false, mode: 'closed' });
    expect(schedule.stateAt(at('2026-03-02T21:00:00+01:00')).changesAt).toBe(at('2026-03-03T06:00:00+01:00'));
    expect(schedule.stateAt(at('2026-03-03T09:00:00+01:00')).mode).toBe('staffed');
  });

  test('to close at once, where an instant is past', () => {
    const spans = decided({ wish: 'close', at: at('2026-03-02T09:00:00+01:00') });
    expect(spans).toEqual([{ mode: 'closed', from: NOON, until: noon.dayEnds }]);
  });

  test('to close earlier than was decided before: the opening is shortened, and goes on until then', () => {
    const saturday = at('2026-03-07T12:00:00+01:00');
    const bounds = todaysBounds(saturday, '04:00', ZONE);
    const until = at('2026-03-07T20:00:00+01:00');
    const open = decided({ wish: 'open', mode: 'staffed', until }, [], saturday, bounds) ?? [];
    const later = epochMs(saturday + 60_000);
    const spans = decided({ wish: 'close', at: at('2026-03-07T16:00:00+01:00') }, open, later, bounds) ?? [];
    const schedule = scheduleWith(spans);
    expect(schedule.stateAt(later)).toMatchObject({ mode: 'staffed', changesAt: at('2026-03-07T16:00:00+01:00') });
    expect(schedule.stateAt(at('2026-03-07T18:00:00+01:00')).open).toBe(false);
  });

  test('nothing that is past, or later than the policy lets a host', () => {
    const bounds = todaysBounds(NOON, '22:00', ZONE);
    const open = (until: string) => spansFor({ wish: 'open', mode: 'staffed', until: at(until) }, [], NOON, bounds);
    expect(open('2026-03-02T22:00:00+01:00').ok).toBe(true);
    expect(open('2026-03-02T22:01:00+01:00').ok).toBe(false);
    expect(open('2026-03-02T12:00:00+01:00').ok).toBe(false);
    expect(spansFor({ wish: 'close', at: noon.dayEnds }, [], NOON, noon).ok).toBe(false);
  });
});

test('a temporary office is opened by no host before its first day', () => {
  const slots = [{ mode: 'staffed' as const, hours: '24/7' }];
  const written = parseSchedule(policyWith({ slots, validFrom: '2026-03-10' }), ZONE);
  if (!written.ok) throw new Error(written.error.message);
  const schedule = written.value.laidOver([{ mode: 'staffed', from: NOON, until: noon.dayEnds }]);
  expect(schedule.stateAt(NOON)).toMatchObject({ open: false, term: 'not-yet' });
});
