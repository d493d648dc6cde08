import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalDays } from '../../provisioning/central/offices/local-day.ts';

function daysIn(zone: string): LocalDays {
  const days = LocalDays.in(zone);
  if (!days.ok) throw new Error(zone);
  return days.value;
}

test.each([
  ['Europe/Stockholm', '2026-11-30', '2026-11-30T00:00:00+01:00', 24],
  ['Europe/Stockholm', '2026-03-29', '2026-03-29T00:00:00+01:00', 23],
  ['Europe/Stockholm', '2026-10-25', '2026-10-25T00:00:00+02:00', 25],
  ['Pacific/Kiritimati', '2026-11-30', '2026-11-30T00:00:00+14:00', 24],
  ['Pacific/Pago_Pago', '2026-11-30', '2026-11-30T00:00:00-11:00', 24],
  // Where summer time begins at midnight the day begins at one.
  ['Africa/Cairo', '2026-04-24', '2026-04-24T01:00:00+03:00', 23],
])('in %s %s begins at %s and has %d hours', (zone, date, start, hours) => {
  const { startMs, endMs } = daysIn(zone).bounds(date);
  expect(new Date(startMs)).toEqual(new Date(start));
  expect((endMs - startMs) / 3_600_000).toBe(hours);
});

test('each moment is in the day that it is told to be in', () => {
  const days = daysIn('Europe/Stockholm');
  fc.assert(
    fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (date) => {
      const { startMs, endMs } = days.bounds(days.dateOf(date.getTime()));
      expect(startMs).toBeLessThanOrEqual(date.getTime());
      expect(endMs).toBeGreaterThan(date.getTime());
      expect(days.startOf(date.getTime())).toBe(startMs);
    }),
    { numRuns: 200 },
  );
});

test('a zone that is none is a value, not an exception', () => {
  expect(LocalDays.in('Europe/Nowhere')).toEqual({ ok: false, error: { code: 'time-zone-unknown' } });
});
