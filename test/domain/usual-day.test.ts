import { array, assert as check, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { type DayRows, usualDay } from '../../device/domain/usual-day.ts';
import { isoWeekdayOf, officeDayAt, officeDayBegins } from '../../device/domain/wall-clock.ts';
import { hourRow } from './an-hour-row.ts';

const timeZone = 'Europe/Stockholm';
/** By the clock of Stockholm in winter; 2026-03-03 is a Tuesday. */
const at = (date: string, time: string) => epochMs(Date.parse(`${date}T${time}:00+01:00`));
const now = at('2026-03-03', '12:02');
const shut = { staffed: 0, 'self-hosted': 0, unattended: 0 };

/** Hours from nine on, by how many were there at the most; null: not known. */
const day = (date: string, ...peaks: readonly (number | null)[]): DayRows =>
  peaks.map((presentPeak, index) => hourRow(at(date, `0${9}:00`) + index * 3_600_000, { presentPeak }));
const tuesdays = ['2026-02-24', '2026-02-17', '2026-02-10', '2026-02-03'];
const compared = (today: DayRows, before: readonly DayRows[]) => usualDay(today, before, { now, weekday: 2, timeZone });

describe('a usual day', () => {
  const usual = tuesdays.map((date, index) => day(date, 2, 10 + index, 20, 12));

  test('is the median of the same weekday before, for the hours at which the office is open then', () => {
    expect(compared(day('2026-03-03', 6, 8, 14), usual)).toEqual({
      weekday: 2,
      hours: [
        { hour: 9, today: 6, usual: 'few' },
        { hour: 10, today: 8, usual: 12 },
        { hour: 11, today: 14, usual: 20 },
        { hour: 12, today: null, usual: 12 },
      ],
      last: 'calmer',
    });
  });

  test('there is none with fewer than three days on which it was open and counted', () => {
    const closed = tuesdays.map((date) => day(date, 0, 0).map((row) => ({ ...row, openActualMinutes: shut })));
    expect(compared([], usual.slice(0, 2))).toBeNull();
    expect(compared([], [...usual.slice(0, 2), ...closed.slice(2)])).toBeNull();
    expect(compared([], [...usual.slice(0, 2), day('2026-02-10', null, null)])).toBeNull();
    expect(compared([], usual.slice(0, 3))).not.toBeNull();
  });

  test('is not told of hours at which the office is shut as a rule', () => {
    const evening = usual.map((rows) =>
      rows.map((row, hour) => (hour < 3 ? row : { ...row, openPlannedMinutes: shut })),
    );
    expect(compared([], evening)?.hours.map(({ hour }) => hour)).toEqual([9, 10, 11]);
  });

  test('is calmer, busier or as usual by the last hour that is over; a small difference is none', () => {
    const last = (peak: number | null) => compared(day('2026-03-03', 6, 8, peak), usual)?.last;
    expect([0, 15, 16, 24, 25, null].map(last)).toEqual(['calmer', 'calmer', 'as-usual', 'as-usual', 'busier', null]);
    // Nothing is said of an hour that is long over.
    expect(compared(day('2026-03-03', 6, 8), usual)?.last).toBeNull();
  });

  test('never tells of fewer than five, whoever was there', () => {
    const someDay = array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 });
    check(
      property(someDay, array(someDay, { minLength: 3, maxLength: 4 }), (today, before) => {
        const section = compared(
          day('2026-03-03', ...today),
          before.map((peaks, index) => day(tuesdays[index] ?? '', ...peaks)),
        );
        for (const hour of section?.hours ?? [])
          for (const peak of [hour.today, hour.usual])
            if (typeof peak === 'number') expect(peak).toBeGreaterThanOrEqual(5);
      }),
    );
  });
});

test('a day of the office begins at four by its own clock, in winter and in summer, and has its weekday', () => {
  for (const [date, zone] of [
    ['2026-03-03', '+01:00'],
    ['2026-07-07', '+02:00'],
  ] as const) {
    const begins = Date.parse(`${date}T04:00:00${zone}`);
    const officeDay = officeDayAt(epochMs(begins), timeZone);
    expect([officeDayBegins(officeDay, timeZone), isoWeekdayOf(officeDay)]).toEqual([begins, 2]);
    expect(officeDayAt(epochMs(begins - 1), timeZone)).toBe(officeDay - 1);
  }
});
