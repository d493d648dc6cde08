import {
  type EpochMs,
  epochMs,
  type Milliseconds,
  type MonotonicMs,
  monotonicMs,
} from '../../device/contract/units.ts';
import type { CancelTimer, Clock } from '../../device/ports/clock.ts';

type Timer = { readonly dueMs: number; readonly delayMs: number; readonly action: () => void };

/** 2026-03-02T09:00:00Z, a Monday. */
const START_MS = Date.UTC(2026, 2, 2, 9);

/** A clock that stands still until a test winds it. Its monotonic zero is its making. */
export class ManualClock implements Clock {
  #monotonicMs = 0;
  #wallMs: number;
  #timers: Timer[] = [];

  /** `startMs`: where the wall clock begins. */
  constructor(startMs: number = START_MS) {
    this.#wallMs = startMs;
  }

  /** Whole milliseconds, as the real one has, though timers may be due in between. */
  wallMs(): EpochMs {
    return epochMs(Math.round(this.#wallMs));
  }

  monotonicMs(): MonotonicMs {
    return monotonicMs(this.#monotonicMs);
  }

  after(delay: Milliseconds, action: () => void): CancelTimer {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, delay), delayMs: delay, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass on both clocks, firing each timer at its due time, those with the same time in the order they were set. */
  advance(byMs: number): void {
    const untilMs = this.#monotonicMs + byMs;
    for (let timer = this.#next(untilMs); timer !== undefined; timer = this.#next(untilMs)) {
      this.#timers = this.#timers.filter((other) => other !== timer);
      this.#moveTo(timer.dueMs);
      timer.action();
    }
    this.#moveTo(untilMs);
  }

  /** Sets the wall clock, as an operator or NTP would; no time passes. */
  setWall(atMs: number): void {
    this.#wallMs = atMs;
  }

  /** The delays, in ms, that the waiting timers were set with, in the order they were set. */
  pending(): readonly number[] {
    return this.#timers.map(({ delayMs }) => delayMs);
  }

  #next(untilMs: number): Timer | undefined {
    return this.#timers
      .filter(({ dueMs }) => dueMs <= untilMs)
      .reduce<Timer | undefined>(
        (first, timer) => (first === undefined || timer.dueMs < first.dueMs ? timer : first),
        undefined,
      );
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}
