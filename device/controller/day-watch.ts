import { type EpochMs, epochMs, minutes, seconds } from '../contract/units.ts';
import type { ScheduleState } from '../domain/schedule.ts';
import { officeDayAt } from '../domain/wall-clock.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** Short enough that a wall clock that was set anew shows within a minute. */
const LOOK_EVERY = seconds(20);

/** After closing, people pack up; who has not tapped out by then has forgotten it. */
const STAYS_END_AFTER = minutes(15);

export type DayWatchListener = {
  hoursChanged(state: ScheduleState): void;
  /** The office has been closed for so long that stays are over. */
  staysOver(): void;
  /** 04:00 by the office's wall clock has passed since the last reset. */
  resetDue(): void;
};

/** Looks at the wall clock from time to time: in which mode the office is now, and whether a new day has begun. */
export class DayWatch {
  readonly #clock: Clock;
  readonly #rules: Pick<RulesInForce, 'schedule'>;
  readonly #timeZone: string;
  readonly #waits: () => boolean;
  readonly #isRight: () => boolean;
  readonly #listener: DayWatchListener;
  #lastState: ScheduleState | null = null;
  #resetDay: number;
  #hasReset = false;
  /** When stays end; null when they have, or while the office is open. */
  #staysEndAt: EpochMs | null = null;
  #timer: CancelTimer | null = null;

  /**
   * `lastReset`: null when the log tells of none. `waits`: whether no visit may be ended by the clock now.
   * `clockIsRight`: whether it is known to be.
   */
  constructor(
    parts: {
      readonly clock: Clock;
      readonly rules: Pick<RulesInForce, 'schedule'>;
      readonly timeZone: string;
      readonly lastReset: EpochMs | null;
      readonly waits: () => boolean;
      readonly clockIsRight: () => boolean;
    },
    listener: DayWatchListener,
  ) {
    this.#clock = parts.clock;
    this.#rules = parts.rules;
    this.#timeZone = parts.timeZone;
    this.#waits = parts.waits;
    this.#isRight = parts.clockIsRight;
    this.#listener = listener;
    this.#resetDay = dayOf(parts.lastReset, parts.timeZone);
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

  /** The log tells `lastReset` at last. Whether the reset that was due since then is done by that. */
  learnReset(lastReset: EpochMs | null): boolean {
    if (this.#hasReset) return false;
    this.#resetDay = dayOf(lastReset, this.#timeZone);
    this.lookNow();
    return this.#hasReset;
  }

  #look(): void {
    const now = this.#clock.wallMs();
    const day = officeDayAt(now, this.#timeZone);
    // A clock that was set back must not empty the room; it becomes right again when its day has come, or when a clock
    // that is known to be right says that this day is long to come.
    if (day + 1 < this.#resetDay && this.#isRight()) this.#resetDay = day;
    if (day > this.#resetDay && !this.#waits()) {
      this.#resetDay = day;
      this.#hasReset = true;
      this.#listener.resetDue();
    }
    const state = this.#rules.schedule.stateAt(now);
    if (state.mode !== this.#lastState?.mode || state.changesAt !== this.#lastState.changesAt) {
      if (state.open) this.#staysEndAt = null;
      else if (this.#lastState?.open !== false) this.#staysEndAt = epochMs(now + STAYS_END_AFTER);
      this.#lastState = state;
      this.#listener.hoursChanged(state);
    }
    if (this.#staysEndAt !== null && now >= this.#staysEndAt && !this.#waits()) {
      this.#staysEndAt = null;
      this.#listener.staysOver();
    }
    this.#timer = this.#clock.after(LOOK_EVERY, () => this.#look());
  }
}

function dayOf(lastReset: EpochMs | null, timeZone: string): number {
  return lastReset === null ? Number.NEGATIVE_INFINITY : officeDayAt(lastReset, timeZone);
}
