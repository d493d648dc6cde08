import { expect, test } from 'vitest';
import { HourRow } from '../../device/contract/statistics.ts';
import { days, epochMs, hours } from '../../device/contract/units.ts';
import { libraryStatistics } from '../../device/domain/library-statistics.ts';

const from = epochMs(Date.UTC(2026, 0, 1));
const until = epochMs(from + days(14));
const noMinutes = { staffed: 0, 'self-hosted': 0, unattended: 0 };

/** So many hours after the beginning of the period. */
const rowAt = (after: number, change: Partial<HourRow> = {}): HourRow =>
  HourRow.parse({
    hourMs: from + hours(1) * after,
    ...{ presentMean: null, presentPeak: null, knownMinutes: 0, entries: 0, exits: 0, companions: 0 },
    endedBy: { 'tapped-out': 0, 'slot-end': 0, nightly: 0, host: 0, 'staff-leaves': 0 },
    dwell: { under15Min: 0, from15MinTo1H: 0, from1HTo3H: 0, over3H: 0, unknown: 0 },
    ...{ denied: {}, openPlannedMinutes: noMinutes, openActualMinutes: noMinutes },
    ...change,
  });

test('visits are persons: those who tapped and those who came along, in the period alone', () => {
  const rows = [-1, 0, 335, 336].map((after) => rowAt(after, { entries: 10, companions: 2 }));
  expect(libraryStatistics(rows, { from, until }).visits).toBe(24);
});

test('open hours are told as planned and as they came to be, with and without staff, and per week', () => {
  const rows = [
    rowAt(8, { openPlannedMinutes: { ...noMinutes, unattended: 60 }, openActualMinutes: noMinutes }),
    rowAt(9, {
      openPlannedMinutes: { staffed: 30, 'self-hosted': 10, unattended: 20 },
      openActualMinutes: { staffed: 30, 'self-hosted': 10, unattended: 5 },
    }),
  ];
  const { planned, actual } = libraryStatistics(rows, { from, until });
  expect(planned).toEqual({ all: 2, staffed: 0.5, withoutStaff: 1.5, perWeek: 1 });
  expect(actual).toEqual({ all: 0.75, staffed: 0.5, withoutStaff: 0.25, perWeek: 0.38 });
});

test('refusals add up by their reason, and the peak is where it was first', () => {
  const rows = [
    rowAt(12, { presentPeak: 9, denied: { 'office-full': 1 } }),
    rowAt(11, { presentPeak: 9 }),
    rowAt(10, { presentPeak: 3, denied: { 'office-full': 2, 'office-closed': 1 } }),
  ];
  const { denied, peak } = libraryStatistics(rows, { from, until });
  expect(denied).toEqual({ 'office-full': 3, 'office-closed': 1 });
  expect(peak).toEqual({ present: 9, hour: from + hours(11) });
});

test('of a period of which nothing is stored nothing is known', () => {
  const nothing = { all: 0, staffed: 0, withoutStaff: 0, perWeek: 0 };
  const empty = { visits: 0, planned: nothing, actual: nothing, denied: {}, peak: null };
  expect(libraryStatistics([], { from, until })).toEqual(empty);
  expect(libraryStatistics([], { from, until: from })).toEqual(empty);
});
