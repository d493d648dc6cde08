import type { HeardStream } from './listener/heard.ts';
import type { Outage } from './office-book.ts';

/** In milliseconds, from when each message was made to its arrival. */
export type Delays = { readonly live: number[]; readonly waited: number[] };

const overlaps = ({ fromMs, toMs }: Outage, beganMs: number, endedMs: number) => fromMs < endedMs && toMs > beganMs;

/**
 * Of one stream. A message has waited when it was marked late, or when its way to the listener fell into an outage of
 * the office or of the listener.
 */
export function delaysOf(
  { arrivedMs, late }: HeardStream,
  madeMs: readonly number[],
  outages: readonly Outage[],
): Delays {
  const delays: Delays = { live: [], waited: [] };
  for (const [index, arrived] of arrivedMs.entries()) {
    const made = madeMs[index];
    if (Number.isNaN(arrived) || made === undefined) continue;
    const waited = late[index] === 1 || outages.some((outage) => overlaps(outage, made, arrived));
    delays[waited ? 'waited' : 'live'].push(arrived - made);
  }
  return delays;
}
