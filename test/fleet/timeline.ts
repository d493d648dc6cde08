import { setTimeout as wait } from 'node:timers/promises';
import { BEGINS_AT } from './agenda.ts';
import { machineMs } from './machine-time.ts';

/** Simulated minutes since midnight of the first day, sped up; begins when it is made. */
export class Timeline {
  readonly #beganMs = machineMs();
  readonly #msToMinute: number;

  constructor(speed: number) {
    this.#msToMinute = 60_000 / speed;
  }

  /** Resolves at this minute, or soon when it is over. */
  async reached(minute: number): Promise<void> {
    const dueMs = this.#beganMs + (minute - BEGINS_AT) * this.#msToMinute;
    await wait(Math.max(0, dueMs - machineMs()));
  }
}
