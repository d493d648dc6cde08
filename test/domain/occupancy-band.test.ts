import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OccupancyBand } from '../../device/contract/access.ts';
import { bandOf } from '../../device/domain/occupancy-band.ts';

/** The bands that are shown one after the other, from the first on. */
function shown(seats: number, counts: readonly (number | null)[]): (OccupancyBand | null)[] {
  let band: OccupancyBand | null = null;
  return counts.map((present) => {
    band = bandOf(band, present, seats);
    return band;
  });
}

const changes = (bands: readonly unknown[]) => bands.filter((band, n) => n > 0 && band !== bands[n - 1]).length;
const upTo = (most: number) => Array.from({ length: most + 1 }, (_, n) => n);

describe('the band', () => {
  test.each([
    [20, [0, 9], 'calm'],
    [20, [10, 15], 'half-full'],
    [20, [16, 19], 'nearly-full'],
    [20, [20, 21, 45], 'full'],
    [7, [0, 3], 'calm'],
    [7, [4, 5], 'half-full'],
    [7, [6], 'nearly-full'],
    [7, [7], 'full'],
  ] as const)('of %i seats with %j taken is %s', (seats, counts, band) => {
    for (const present of counts) expect(bandOf(null, present, seats)).toBe(band);
  });

  test('is not known when the count is not, and then is as if it were the first', () => {
    expect(shown(20, [20, null, 19])).toEqual(['full', null, 'nearly-full']);
  });

  test('rises at once, and falls when two fewer are there than it takes', () => {
    expect(shown(20, [9, 10, 9, 8])).toEqual(['calm', 'half-full', 'half-full', 'calm']);
    expect(shown(20, [15, 16, 15, 14])).toEqual(['half-full', 'nearly-full', 'nearly-full', 'half-full']);
    expect(shown(20, [19, 20, 19, 18])).toEqual(['nearly-full', 'full', 'full', 'nearly-full']);
  });

  test('falls by as many steps as the room empties', () => {
    expect(shown(20, [20, 0])).toEqual(['full', 'calm']);
    expect(shown(20, [20, 9])).toEqual(['full', 'half-full']);
  });

  test('of an empty office is calm, however few seats it has', () => {
    for (const seats of [1, 2, 3]) expect(shown(seats, [seats, 0]).at(-1)).toBe('calm');
  });

  test('does not flutter while one person comes and goes, unless the office empties', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 600 }),
        (seats, before, present) => {
          const comesAndGoes = Array.from({ length: 10 }, (_, n) => present + (n % 2));
          const bands = shown(seats, [...before, ...comesAndGoes]).slice(before.length);
          expect(changes(bands)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('is never lower than the plain one, and never more than one person above it', () => {
    const rank = (band: OccupancyBand | null) => (band === null ? -1 : OccupancyBand.options.indexOf(band));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.integer({ min: 0, max: 70 })), (seats, counts) => {
        shown(seats, counts).forEach((band, n) => {
          const present = counts[n] ?? 0;
          expect(rank(band)).toBeGreaterThanOrEqual(rank(bandOf(null, present, seats)));
          expect(rank(band)).toBeLessThanOrEqual(rank(bandOf(null, present + 1, seats)));
        });
      }),
    );
  });

  test('of a room that fills and empties goes through each once', () => {
    const day = [...upTo(20), ...upTo(20).reverse()];
    expect(changes(shown(20, day))).toBe(6);
  });
});
