import { type Milliseconds, type MonotonicMs, milliseconds, minutes, seconds } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * How long after the one before it each restart comes. Five that are quick: what a restart heals, the first or the
 * second heals; a screen that keeps flickering tells people less than one that stands still.
 */
export const RESTART_WAITS: readonly Milliseconds[] = [seconds(0), seconds(5), seconds(15), seconds(60), minutes(5)];
/** After those it goes on, slowly: whatever was wrong may have been put right, and nobody may come to see. */
export const SLOW_RESTARTS = minutes(15);

/** So long without a restart, and what was before is forgotten. */
const FORGOTTEN_AFTER = minutes(60);

/** When the shell may be restarted: soon at first, ever later, never not at all. By the monotonic clock. */
export class RestartBudget {
  readonly #clock: Clock;
  #inARow = 0;
  #lastAt: MonotonicMs | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How long until the next one; 0 when it may be now. */
  untilNext(): Milliseconds {
    const now = this.#clock.monotonicMs();
    if (this.#lastAt === null || now - this.#lastAt >= FORGOTTEN_AFTER) {
      this.#inARow = 0;
      return milliseconds(0);
    }
    const wait = RESTART_WAITS[this.#inARow] ?? SLOW_RESTARTS;
    return milliseconds(Math.max(0, this.#lastAt + wait - now));
  }

  /** One is made now. Returns the how manieth it is since there was an hour without. */
  spend(): number {
    this.#lastAt = this.#clock.monotonicMs();
    this.#inARow += 1;
    return this.#inARow;
  }
}
