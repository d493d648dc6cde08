import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DateReader } from '../../device/access-file/date-reader.ts';

const dates = new DateReader('Europe/Stockholm');
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('a day of the office', () => {
  test.each([
    ['in winter', '2026-12-31', '2026-12-30T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['in summer', '2026-07-01', '2026-06-30T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    ['on which the clock is put forward', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['on which it is put back', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['that comes every fourth year', '2028-02-29', '2028-02-28T23:00:00.000Z', '2028-02-29T23:00:00.000Z'],
    ['at the end of all years', '9999-12-30', '9999-12-29T23:00:00.000Z', '9999-12-30T23:00:00.000Z'],
  ])('%s begins and ends with midnight on the wall', (_, day, from, until) => {
    expect([iso(dates.from(day)), iso(dates.until(day))]).toEqual([from, until]);
  });

  test('is the day of that office', () => {
    expect(iso(new DateReader('Pacific/Auckland').from('2026-01-01'))).toBe('2025-12-31T11:00:00.000Z');
  });
});

test.each([
  ['2026-12-31T18:00:00+01:00', '2026-12-31T17:00:00.000Z'],
  ['2026-12-31T18:00Z', '2026-12-31T18:00:00.000Z'],
  ['2026-12-31t18:00:00.250z', '2026-12-31T18:00:00.250Z'],
])('the instant %s is taken as it is, from and until', (text, expected) => {
  expect([iso(dates.from(text)), iso(dates.until(text))]).toEqual([expected, expected]);
});

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '1999-12-31',
  '20261231',
  '31.12.2026',
  '2026-12-31 18:00',
  '2026-12-31T18:00:00',
  '2026-12-31T25:00Z',
  '2026-02-30T10:00Z',
  'soon',
])('%s is no date', (text) => {
  expect([dates.from(text), dates.until(text)]).toEqual([null, null]);
});

test('whatever is written there, it is an instant from 2000 on or none', () => {
  const digits = fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2}))?$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), digits), (text) => {
      for (const at of [dates.from(text), dates.until(text)])
        if (at !== null) expect(at).toBeGreaterThan(Date.UTC(1999, 11, 30));
    }),
    { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 500) },
  );
});
