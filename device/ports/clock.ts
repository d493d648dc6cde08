import type { EpochMs, Milliseconds, MonotonicMs } from '../contract/units.ts';

/** Ends a timer; harmless when it has fired already. */
export type CancelTimer = () => void;

/** Time as the controller sees it. Durations are measured on the monotonic clock; the wall clock only dates records. */
export interface Clock {
  wallMs(): EpochMs;
  monotonicMs(): MonotonicMs;
  /** Calls `action` once, `delay` from now on the monotonic clock; never before this call returns. */
  after(delay: Milliseconds, action: () => void): CancelTimer;
}
