import type { Random } from './random.ts';

/** A tap at a door, in minutes since midnight. `turned-away`: all seats were taken. */
export type Tap = { readonly atMinute: number; readonly kind: 'arrive' | 'leave' | 'turned-away' };

/** Arrivals in each hour, in parts of those of the busiest. */
const ARRIVALS: readonly (readonly [hour: number, part: number])[] = [
  ...([
    [8, 0.1],
    [9, 0.3],
    [10, 0.6],
    [11, 0.9],
    [12, 1],
    [13, 0.95],
  ] as const),
  ...([
    [14, 0.7],
    [15, 0.5],
    [16, 0.4],
    [17, 0.3],
    [18, 0.2],
    [19, 0.1],
  ] as const),
];
const ALL_PARTS = ARRIVALS.reduce((sum, [, part]) => sum + part, 0);
const CLOSES_AT = 21 * 60;

const VISITS_TO_EACH_SEAT = 2;
const SHORTEST_STAY = 5;
const MEAN_STAY = 75;

/** One day of an office, in order. By closing time everybody has left. */
export function tapsOfDay(seats: number, random: Random): readonly Tap[] {
  const visits = Math.round(seats * VISITS_TO_EACH_SEAT * (0.7 + 0.6 * random()));
  const arrivals = Array.from({ length: visits }, () => arrivalMinute(random)).sort((a, b) => a - b);
  const taps: Tap[] = [];
  let inside: number[] = [];
  for (const atMinute of arrivals) {
    inside = inside.filter((leaves) => leaves > atMinute);
    if (inside.length >= seats) {
      taps.push({ atMinute, kind: 'turned-away' });
      continue;
    }
    const leaves = Math.min(CLOSES_AT, atMinute + SHORTEST_STAY - MEAN_STAY * Math.log(1 - random()));
    inside.push(leaves);
    taps.push({ atMinute, kind: 'arrive' }, { atMinute: leaves, kind: 'leave' });
  }
  return taps.sort((a, b) => a.atMinute - b.atMinute);
}

function arrivalMinute(random: Random): number {
  let left = random() * ALL_PARTS;
  for (const [hour, part] of ARRIVALS) {
    if (left < part) return (hour + left / part) * 60;
    left -= part;
  }
  return CLOSES_AT;
}
