import type { EpochMs, MonotonicMs } from '../../device/contract/units.ts';

/** Whole seconds that are left, never negative: 0 only when it is over. Both by the same clock. */
export function secondsLeft(untilMs: number, now: EpochMs | MonotonicMs): number {
  return Math.max(0, Math.ceil((untilMs - now) / 1000));
}

/** The same as minutes and seconds, for what takes minutes: `2:07`. */
export function clockLeft(untilMs: number, now: EpochMs): string {
  const seconds = secondsLeft(untilMs, now);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
