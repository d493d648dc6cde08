import type { LoggedEvent } from '../contract/events.ts';
import { type EpochMs, epochMs, type Milliseconds, type MonotonicMs, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';

const LOOK_EVERY = seconds(20);
/** A clock that is kept right from the network is put right by less at a time. */
const STEP = seconds(30);

type ClockWatchParts = {
  readonly clock: Clock;
  /** Null where nobody says. */
  readonly synchronised: () => boolean | null;
  readonly moved: (event: LoggedEvent<'clock-moved'>) => void;
};

/** Holds the wall clock against the one that only goes forward: a wall clock that is put forward or back is told of. */
export class ClockWatch {
  readonly #parts: ClockWatchParts;
  #wall: EpochMs;
  #monotonic: MonotonicMs;
  #lastStepAt: MonotonicMs | null = null;
  #cancel: CancelTimer = () => {};

  constructor(parts: ClockWatchParts) {
    this.#parts = parts;
    this.#wall = parts.clock.wallMs();
    this.#monotonic = parts.clock.monotonicMs();
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  /** Whether the wall clock has gone for so long without a step, as far as this run has seen. */
  isSteadyFor(least: Milliseconds): boolean {
    return this.#lastStepAt === null || this.#parts.clock.monotonicMs() - this.#lastStepAt >= least;
  }

  #look(): void {
    const { clock, synchronised, moved } = this.#parts;
    const [wall, monotonic] = [clock.wallMs(), clock.monotonicMs()];
    const expected = epochMs(this.#wall + (monotonic - this.#monotonic));
    if (Math.abs(wall - expected) >= STEP) {
      this.#lastStepAt = monotonic;
      moved({ type: 'clock-moved', fromMs: expected, toMs: wall, synchronised: synchronised() });
    }
    this.#wall = wall;
    this.#monotonic = monotonic;
    this.#cancel = clock.after(LOOK_EVERY, () => this.#look());
  }
}
