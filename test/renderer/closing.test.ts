import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { occupancyWith } from '../../renderer/gallery/canned-snapshot.ts';
import { closingCall, isNewCall, isToGo, minutesToClosing } from '../../renderer/kiosk/closing.ts';

const closesAt = 100 * 3_600_000;
const open = { open: true, mode: 'staffed', changesAtMs: closesAt } as const;
const minutesBefore = (minutes: number) => epochMs(closesAt - minutes * 60_000);

describe('an office that closes', () => {
  test.each([
    [15.01, null],
    [15, 15],
    [14.5, 15],
    [5.5, 6],
    [5, 5],
    [0.2, 1],
    [-0.1, 1],
  ])('%d minutes before says %s', (minutes, said) => {
    expect(minutesToClosing(open, minutesBefore(minutes))).toBe(said);
  });

  test('calls at fifteen minutes, at five, and when it is closed', () => {
    const calls = [16, 15, 6, 5, 1].map((minutes) => closingCall(open, minutesBefore(minutes)));
    expect(calls).toEqual([null, 15, 15, 5, 5]);
    expect(closingCall({ ...open, open: false }, minutesBefore(-1))).toBe(0);
  });

  test('says nothing where it never closes, or is closed', () => {
    expect(minutesToClosing({ ...open, changesAtMs: null }, minutesBefore(1))).toBeNull();
    expect(closingCall({ ...open, changesAtMs: null }, minutesBefore(1))).toBeNull();
    expect(minutesToClosing({ ...open, open: false }, minutesBefore(1))).toBeNull();
  });
});

describe('the bell', () => {
  test('rings at each call once, and at a closing that nobody foresaw', () => {
    expect(isNewCall(null, 15)).toBe(true);
    expect(isNewCall(15, 15)).toBe(false);
    expect(isNewCall(15, 5)).toBe(true);
    expect(isNewCall(5, 0)).toBe(true);
    expect(isNewCall(null, 0)).toBe(true);
  });

  test('does not ring when the office opens, or stays open for longer', () => {
    expect(isNewCall(0, null)).toBe(false);
    expect(isNewCall(5, 15)).toBe(false);
    expect(isNewCall(5, null)).toBe(false);
    expect(isNewCall(0, 15)).toBe(false);
  });
});

describe('after closing', () => {
  const inside = (present: number | null) => occupancyWith({ present });
  test.each([
    [inside(3), 0, true],
    [inside(null), 9.9, true],
    [inside(0), 1, false],
    [inside(3), 10, false],
  ])('whoever may be inside is told to go, for ten minutes', (occupancy, minutes, told) => {
    expect(isToGo({ closedAtMs: closesAt, occupancy }, minutesBefore(-minutes))).toBe(told);
    expect(isToGo({ closedAtMs: null, occupancy }, minutesBefore(-minutes))).toBe(false);
  });
});
