import type { BootId } from '../contract/ids.ts';
import { days, type EpochMs, epochMs, hours } from '../contract/units.ts';

/**
 * What the log tells of time, in the order of its rows. Every row before `seq` was written by `at`, by the wall clock as
 * it was then: a day began, or that was the end of a run. Or the wall clock was put forward or back while the box ran.
 */
export type TimeMark = { readonly seq: number; readonly bootId: BootId } & (
  | { readonly mark: 'day-began' | 'run-ended'; readonly at: EpochMs }
  | { readonly mark: 'clock-moved'; readonly from: EpochMs; readonly to: EpochMs; readonly trusted: boolean }
);

/** A day may be an hour shorter than others, and the box does not see to the second that it begins. */
const SHORTEST_DAY_IS_SHORTER = hours(2);

/**
 * The instant before which records go that are kept for so many days. A day goes as a whole, when so many more have
 * begun: its oldest records are as old as that then, and none gets older.
 */
export function purgeCutoff(now: EpochMs, keptDays: number): EpochMs {
  return epochMs(now - days(keptDays - 1) + SHORTEST_DAY_IS_SHORTER);
}

/**
 * The number of the row before which every row is older than `cutoff`; 0 when none is known to be. `now`: by a clock
 * that can be trusted. What a row tells is not: it may have been written by a clock that was wrong. So a time in the future
 * says nothing, and neither does one that is older than one before it in the log; but whatever was written before a
 * clock that can be trusted was put to `to` is older than that. Never of the day that began last: its count is made of it.
 */
export function expiredBefore(marks: readonly TimeMark[], cutoff: EpochMs, now: EpochMs): number {
  const moves = marks.filter(isTrustedMove);
  const lastDay = marks.findLast(({ mark }) => mark === 'day-began')?.seq ?? 0;
  let expired = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    const at = putRight(mark, moves);
    const tells = mark.mark === 'clock-moved' ? mark.trusted : at >= latest;
    if (!tells || at > now) continue;
    latest = at;
    if (at <= cutoff) expired = mark.seq;
  }
  return Math.min(expired, lastDay);
}

type ClockMoved = TimeMark & { readonly mark: 'clock-moved' };

function isTrustedMove(mark: TimeMark): mark is ClockMoved {
  return mark.mark === 'clock-moved' && mark.trusted;
}

/** When it was, by what the clock was put to later in the same run. */
function putRight(mark: TimeMark, moves: readonly ClockMoved[]): EpochMs {
  let at: number = mark.mark === 'clock-moved' ? mark.to : mark.at;
  for (const { bootId, seq, from, to } of moves) if (bootId === mark.bootId && seq > mark.seq) at += to - from;
  return epochMs(at);
}
