import { type EpochMs, seconds } from '../contract/units.ts';
import { type ClockTrust, clockTrust } from '../domain/clock-trust.ts';
import type { CancelTimer } from '../ports/clock.ts';
import type { ControllerParts } from './controller-parts.ts';

const LOOK_EVERY = seconds(20);

type ClockSenseParts = Pick<ControllerParts, 'clock' | 'journal' | 'clockSynchronised' | 'hasHardwareClock'>;

/** Remembers how late it has been, and so knows a clock that is behind. */
export class ClockSense {
  readonly #parts: ClockSenseParts;
  #latest: EpochMs | null = null;
  #told: ClockTrust = 'sure';
  #cancel: CancelTimer = () => {};

  constructor(parts: ClockSenseParts) {
    this.#parts = parts;
  }

  /** Of the runs before; null says nothing. */
  learn(at: EpochMs | null): void {
    if (at !== null && (this.#latest === null || at > this.#latest)) this.#latest = at;
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#cancel();
  }

  /** As of now. */
  trust(): ClockTrust {
    const { clock, clockSynchronised, hasHardwareClock } = this.#parts;
    const [now, synchronised] = [clock.wallMs(), clockSynchronised()];
    const trust = clockTrust({ now, latest: this.#latest, synchronised, hasHardwareClock });
    // What the network says is so, even where it has been later by a clock that was wrong.
    if (synchronised === true) this.#latest = now;
    else this.learn(now);
    return trust;
  }

  #look(): void {
    const trust = this.trust();
    if (trust !== this.#told) {
      this.#told = trust;
      this.#parts.journal.write({ type: trust === 'sure' ? 'clock-trusted' : 'clock-doubted' });
    }
    this.#cancel = this.#parts.clock.after(LOOK_EVERY, () => this.#look());
  }
}
