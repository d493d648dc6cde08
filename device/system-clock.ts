import { epochMs, monotonicMs } from './contract/units.ts';
import type { Clock } from './ports/clock.ts';

/** Delays above this overflow the timer of Node and would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The machine's clocks. */
export const systemClock: Clock = {
  wallMs: () => epochMs(Date.now()),
  monotonicMs: () => monotonicMs(performance.now()),
  after(delay, action) {
    const timer = setTimeout(action, Math.min(delay, LONGEST_DELAY_MS));
    return () => clearTimeout(timer);
  },
};
