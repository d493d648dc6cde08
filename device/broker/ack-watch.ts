import { type Milliseconds, milliseconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';

/** Notices a broker that has stopped acknowledging: tells once when something is in flight and `limit` brings no PUBACK. */
export class AckWatch {
  readonly #clock: Clock;
  readonly #limit: Milliseconds;
  readonly #silent: () => void;
  #inFlight = 0;
  #progressAt: number;
  #cancel: CancelTimer | null = null;

  constructor(clock: Clock, limit: Milliseconds, silent: () => void) {
    this.#clock = clock;
    this.#limit = limit;
    this.#silent = silent;
    this.#progressAt = clock.monotonicMs();
  }

  sent(): void {
    if (this.#inFlight === 0) this.#progressAt = this.#clock.monotonicMs();
    this.#inFlight += 1;
    if (this.#cancel === null) this.#arm(this.#limit);
  }

  acknowledged(): void {
    this.#inFlight -= 1;
    this.#progressAt = this.#clock.monotonicMs();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  // One timer that looks when it fires: re-arming at each PUBACK would cost more than the PUBACK.
  #arm(delay: Milliseconds): void {
    this.#cancel = this.#clock.after(delay, () => {
      this.#cancel = null;
      if (this.#inFlight === 0) return;
      const leftMs = this.#limit - (this.#clock.monotonicMs() - this.#progressAt);
      if (leftMs <= 0) this.#silent();
      else this.#arm(milliseconds(leftMs));
    });
  }
}
