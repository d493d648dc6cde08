import { describe, expect, test } from 'vitest';
import { agendaOf, type Moment } from './agenda.ts';
import { type Tap, tapsOfDay } from './day-curve.ts';
import { officePlan } from './office-plan.ts';
import { randomOf } from './random.ts';

const dayOf = (seats: number, seed: number) => tapsOfDay(seats, randomOf(seed));
const arrivals = (taps: readonly Tap[], fromHour: number, toHour: number) =>
  taps.filter(({ kind, atMinute }) => kind !== 'leave' && atMinute >= fromHour * 60 && atMinute < toHour * 60).length;

describe('a day of an office', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(dayOf(30, 1)).toEqual(dayOf(30, 1));
    expect(dayOf(30, 1)).not.toEqual(dayOf(30, 2));
  });

  test('has most arrivals from eleven to two, few before nine and in the evening', () => {
    const taps = Array.from({ length: 50 }, (_, seed) => dayOf(40, seed)).flat();
    const noon = arrivals(taps, 11, 14) / 3;
    expect(arrivals(taps, 8, 9)).toBeLessThan(noon / 4);
    expect(arrivals(taps, 18, 20) / 2).toBeLessThan(noon / 4);
    expect(arrivals(taps, 20, 24) + arrivals(taps, 0, 8)).toBe(0);
  });

  test.each([10, 60])('never has more than %i people on as many seats, and nobody at the end', (seats) => {
    let inside = 0;
    for (const { kind } of dayOf(seats, 5)) {
      inside += kind === 'arrive' ? 1 : kind === 'leave' ? -1 : 0;
      expect(inside).toBeLessThanOrEqual(seats);
      expect(inside).toBeGreaterThanOrEqual(0);
    }
    expect(inside).toBe(0);
  });
});

describe('what comes upon an office', () => {
  const momentsOf = (seed: number): readonly Moment[] => {
    const agenda = agendaOf(officePlan(3, { seed, faults: 'hard' }));
    return Array.from({ length: 1_000 }, () => agenda.next().value);
  };

  test('is the same for the same seed, faults and all, over days, in order', () => {
    const moments = momentsOf(1);
    expect(moments).toEqual(momentsOf(1));
    expect(moments).not.toEqual(momentsOf(2));
    expect(moments.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['drop', 'power-cut', 'clock', 'night']));
    const minutes = moments.map(({ atMinute }) => atMinute);
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
    expect(minutes.at(-1)).toBeGreaterThan(30 * 60);
  });
});
