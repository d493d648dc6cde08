import { describe, expect, test } from 'vitest';
import { AnnouncedUntil } from '../../device/contract/host-announcement.ts';
import { plainPolicy } from '../../device/contract/policy.ts';
import { epochMs } from '../../device/contract/units.ts';
import { announcedUntil } from '../../device/domain/closing-time.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';

const timeZone = 'Europe/Stockholm';
/** 2026-03-02 is a Monday; Stockholm is an hour before UTC. */
const at = (day: number, time: string) => epochMs(Date.parse(`2026-03-0${day}T${time}:00+01:00`));

function ends(hours: string, now: number): string[] {
  const schedule = parseSchedule(plainPolicy('open', hours), timeZone);
  if (!schedule.ok) throw new Error(schedule.error.message);
  return AnnouncedUntil.options.map((until) =>
    new Date(announcedUntil(until, schedule.value, { now: epochMs(now), timeZone }) + 3_600_000)
      .toISOString()
      .slice(5, 16),
  );
}

describe('what is told for an hour, until the office closes, and the next day too', () => {
  test('is over then', () => {
    expect(ends('Mo-Fr 08:00-18:00', at(2, '10:00'))).toEqual(['03-02T11:00', '03-02T18:00', '03-03T18:00']);
  });

  test('after hours is told to who comes on the next open days, over a weekend too', () => {
    expect(ends('Mo-Fr 08:00-18:00', at(6, '19:00'))).toEqual(['03-06T20:00', '03-09T18:00', '03-10T18:00']);
  });

  test('outlasts a break in the middle of the day', () => {
    expect(ends('Mo-Fr 08:00-12:00,13:00-17:00', at(2, '10:00'))).toEqual([
      '03-02T11:00',
      '03-02T17:00',
      '03-03T17:00',
    ]);
  });

  test('belongs to the evening where the office closes after midnight', () => {
    expect(ends('Mo-Su 10:00-02:00', at(3, '00:30'))).toEqual(['03-03T01:30', '03-03T02:00', '03-04T02:00']);
  });

  test('in an office that never closes is told for a day, or two', () => {
    expect(ends('24/7', at(2, '10:00'))).toEqual(['03-02T11:00', '03-03T10:00', '03-04T10:00']);
  });
});
