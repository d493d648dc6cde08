import { type EpochMs, seconds } from '../contract/units.ts';
import type { ScheduleState } from '../domain/schedule.ts';
import { officeDayAt } from '../domain/wall-clock.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** Short enough that a wall clock that was set anew shows within a minute. */
const LOOK_EVERY = seconds(20);

export type DayWatchListener = {
  hoursChanged(state: ScheduleState): void;
  /** 04:00 by the office's wall clock has passed since the last reset. */
  resetDue(): void;
};

/** Looks at the wall clock from time to time: in which mode the office is now, and whether a new day has begun. */
export class DayWatch {
  readonly #clock: Clock;
  readonly #rules: Pick<RulesInForce, 'schedule'>;
  readonly #timeZone: string;
  readonly #listener: DayWatchListener;
  #lastState: ScheduleState | null = null;
  #resetDay: number;
  #timer: CancelTimer | null = null;

  /** `lastReset`: null when the log tells of none. */
  constructor(
    parts: { clock: Clock; rules: Pick<RulesInForce, 'schedule'>; timeZone: string; lastReset: EpochMs | null },
    listener: DayWatchListener,
  ) {
    this.#clock = parts.clock;
    this.#rules = parts.rules;
    this.#timeZone = parts.timeZone;
    this.#listener = listener;
    this.#resetDay = parts.lastReset === null ? Number.NEGATIVE_INFINITY : officeDayAt(parts.lastReset, parts.timeZone);
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#timer?.();
  }

  /** Other rules may hold. */
  lookNow(): void {
    this.#timer?.();
    this.#look();
  }

  #look(): void {
    const now = this.#clock.wallMs();
    const day = officeDayAt(now, this.#timeZone);
    // A clock that was set back must not empty the room; it becomes right again when its day has come.
    if (day > this.#resetDay) {
      this.#resetDay = day;
      this.#listener.resetDue();
    }
    const state = this.#rules.schedule.stateAt(now);
    if (state.mode !== this.#lastState?.mode || state.changesAt !== this.#lastState.changesAt) {
      this.#lastState = state;
      this.#listener.hoursChanged(state);
    }
    this.#timer = this.#clock.after(LOOK_EVERY, () => this.#look());
  }
}
