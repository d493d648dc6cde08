import { z } from 'zod';
import { err, ok, type Result } from '../contract/result.ts';
import { days, type EpochMs, epochMs } from '../contract/units.ts';
import type { Period } from './arguments.ts';

/** From an instant until another, that excluded. */
export type Span = { readonly from: EpochMs; readonly until: EpochMs };

export type DayFault = { readonly code: 'day-malformed'; readonly message: string };

const malformed = (message: string) => err<DayFault>({ code: 'day-malformed', message });
const Day = z.iso.date();
const FIRST = epochMs(0);
/** The last instant that a date can hold. */
const LAST = epochMs(8.64e15);

/** Whole days of UTC, the last one included. */
export function spanOf({ from, until }: Period): Result<Span, DayFault> {
  for (const day of [from, until])
    if (day !== null && !Day.safeParse(day).success) return malformed(`${day} is no day: it is written YYYY-MM-DD`);
  const at = (day: string) => epochMs(Date.parse(`${day}T00:00:00Z`));
  const span = {
    from: from === null ? FIRST : at(from),
    until: until === null ? LAST : epochMs(at(until) + days(1)),
  };
  return span.from < span.until ? ok(span) : malformed('--until must not be before --from');
}
