import type { MonotonicMs } from '../contract/units.ts';

/** A contact that moves rests within this; shorter closings are its bounce (a reed contact's is some milliseconds). */
export const DEBOUNCE_MS = 50;

/** What is known of one input from its samples. `settled` is null until it has rested once. */
export type Debounced = {
  readonly settled: boolean | null;
  readonly last: boolean;
  readonly lastSince: MonotonicMs;
};

/**
 * Takes one sample. A level counts when it was seen all the while for 50 ms: sampled at least each 50 ms, what rests
 * for 400 ms is always seen, whatever bounces around it.
 */
export function debounce(before: Debounced | null, closed: boolean, now: MonotonicMs): Debounced {
  if (before === null || before.last !== closed)
    return { settled: before?.settled ?? null, last: closed, lastSince: now };
  const rested = now - before.lastSince >= DEBOUNCE_MS;
  return rested && before.settled !== closed ? { ...before, settled: closed } : before;
}

/** How a switch is made: `normally-open` closes when what it tells of begins. */
export type ContactForm = 'normally-open' | 'normally-closed';

export function isActive(closed: boolean, form: ContactForm): boolean {
  return closed === (form === 'normally-open');
}
