import type { EpochMs } from '../../device/contract/units.ts';

/** How a coming moment is best told: with its time alone, with the day's name, or with its date. */
export type Nearness = 'today' | 'tomorrow' | 'this-week' | 'later';

const DAY_MS = 86_400_000;

/** By the calendar of `timeZone`, an IANA name. `moment` is not before `now`. */
export function nearness(moment: EpochMs, now: EpochMs, timeZone: string): Nearness {
  const days = (dayStart(moment, timeZone) - dayStart(now, timeZone)) / DAY_MS;
  if (days <= 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 7 ? 'this-week' : 'later';
}

/** The calendar day as midnight UTC, so that days can be subtracted where summer time begins or ends. */
function dayStart(at: EpochMs, timeZone: string): number {
  // Swedish dates are written as ISO 8601.
  return Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at));
}
