import { milliseconds, minutes } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';

/** Short enough that a wall clock that was set anew tells within a minute. */
const LOOK_EVERY = minutes(1);

/** Calls `action` once, when the wall clock shows `atMs`, or has been set past it; never before this call returns. */
export function atWallTime(atMs: number, clock: Pick<Clock, 'wallMs' | 'after'>, action: () => void): CancelTimer {
  let cancel: CancelTimer = () => {};
  const wait = () => {
    const left = Math.max(0, atMs - clock.wallMs());
    cancel = clock.after(milliseconds(Math.min(left, LOOK_EVERY)), () => (clock.wallMs() >= atMs ? action() : wait()));
  };
  wait();
  return () => cancel();
}
