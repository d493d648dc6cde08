import { days, type Milliseconds, milliseconds } from '../contract/units.ts';

/** A timer's time until what is so far ahead; what is further than a day is looked at again then: no timer waits 2^31 ms. */
export function waitOf(leftMs: number): Milliseconds {
  return milliseconds(Math.min(leftMs, days(1)));
}
