import { type Random, timesOf } from './random.ts';
import type { FaultLevel } from './settings.ts';

/**
 * In minutes since midnight. `drop`: the connection breaks; `power-cut`: the box is gone without goodbye, until
 * `power-on`; `clock`: the wall clock is so far off from now on.
 */
export type Fault =
  | { readonly atMinute: number; readonly kind: 'drop' | 'power-cut' | 'power-on' }
  | { readonly atMinute: number; readonly kind: 'clock'; readonly skewMs: number };

/** How often each office meets what, each day. A real office of `usual` would be a bad one. */
const RATES: Readonly<
  Record<FaultLevel, { readonly drops: number; readonly powerCuts: number; readonly clocks: number }>
> = {
  none: { drops: 0, powerCuts: 0, clocks: 0 },
  usual: { drops: 1, powerCuts: 0.2, clocks: 0.1 },
  hard: { drops: 10, powerCuts: 3, clocks: 2 },
};

const [FROM, UNTIL] = [8 * 60, 21 * 60];
const MOST_SKEW_MS = 10 * 60_000;

/** The faults of one day, in no order. */
export function faultsOfDay(level: FaultLevel, random: Random): readonly Fault[] {
  const { drops, powerCuts, clocks } = RATES[level];
  const anyMinute = () => FROM + random() * (UNTIL - FROM);
  return [
    ...times(drops, random, () => [{ atMinute: anyMinute(), kind: 'drop' } as const]),
    ...times(powerCuts, random, () => powerCut(anyMinute(), random)),
    ...times(clocks, random, () => [
      { atMinute: anyMinute(), kind: 'clock', skewMs: Math.round((2 * random() - 1) * MOST_SKEW_MS) } as const,
    ]),
  ];
}

function powerCut(atMinute: number, random: Random): readonly Fault[] {
  return [
    { atMinute, kind: 'power-cut' },
    { atMinute: atMinute + 3 + 12 * random(), kind: 'power-on' },
  ];
}

function times(rate: number, random: Random, make: () => readonly Fault[]): readonly Fault[] {
  return Array.from({ length: timesOf(rate, random) }, make).flat();
}
