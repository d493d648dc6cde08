import type { OfficeMode, OpenMode } from '../contract/policy.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import { lastInstantOfDay } from './wall-clock.ts';

/** A mode that holds from an instant until another, that excluded. */
export type ModeSpan = { readonly mode: OfficeMode; readonly from: EpochMs; readonly until: EpochMs };

/** What a host may decide of the opening hours, for today alone. */
export type TodaysWish =
  | { readonly wish: 'open'; readonly mode: OpenMode; readonly until: EpochMs }
  /** Of an instant that is past: at once. */
  | { readonly wish: 'close'; readonly at: EpochMs };

/** What bounds it: when the office's day ends, and until when the policy lets a host keep open. */
export type TodaysBounds = { readonly dayEnds: EpochMs; readonly openUntil: EpochMs };

/** By the office's wall clock; `openUntil` is HH:MM, of which what comes before the nightly reset is the next morning's. */
export function todaysBounds(now: EpochMs, openUntil: string, timeZone: string): TodaysBounds {
  const dayEnds = lastInstantOfDay(now, timeZone, '04:00');
  return { dayEnds, openUntil: lastInstantOfDay(now, timeZone, openUntil) };
}

export type WishFault = { readonly code: 'opening-out-of-bounds' };

/**
 * What holds from now on until the office's day ends, in the place of `before`. Who closes while a host's opening holds
 * shortens that. After the last of the spans the policy's hours hold again.
 */
export function spansFor(
  wish: TodaysWish,
  before: readonly ModeSpan[],
  now: EpochMs,
  { dayEnds, openUntil }: TodaysBounds,
): Result<readonly ModeSpan[], WishFault> {
  if (wish.wish === 'open') {
    const { mode, until } = wish;
    return until > now && until <= openUntil
      ? ok([{ mode, from: now, until }])
      : err({ code: 'opening-out-of-bounds' });
  }
  const at = wish.at > now ? wish.at : now;
  if (at >= dayEnds) return err({ code: 'opening-out-of-bounds' });
  const opened = before
    .filter(({ mode, from, until }) => mode !== 'closed' && from <= now && until > now && at > now)
    .map((span) => ({ ...span, until: span.until < at ? span.until : at }));
  return ok([...opened, { mode: 'closed', from: at, until: dayEnds }]);
}
