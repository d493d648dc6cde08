import type { DoorMode } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import type { Milliseconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { StrikeRelay } from '../ports/door-hardware.ts';
import type { Journal } from '../ports/journal.ts';

/**
 * The one place that energises a strike (I2). Every pulse ends after the access time, by this timer and by the
 * driver's own; a grant during a pulse begins the time anew.
 */
export class Strike {
  readonly door: DoorId;
  readonly #relay: StrikeRelay;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #accessTime: Milliseconds;
  readonly #onChange: () => void;
  #endPulse: CancelTimer | null = null;

  constructor(relay: StrikeRelay, accessTime: Milliseconds, clock: Clock, journal: Journal, onChange: () => void) {
    this.door = relay.door;
    this.#relay = relay;
    this.#accessTime = accessTime;
    this.#clock = clock;
    this.#journal = journal;
    this.#onChange = onChange;
  }

  mode(): DoorMode {
    return this.#endPulse === null ? 'locked' : 'accessed';
  }

  /** Releases the strike for one passage. */
  pulse(): void {
    this.#relay.energise(this.#accessTime);
    this.#endPulse?.();
    this.#endPulse = this.#clock.after(this.#accessTime, () => this.idle());
    this.#journal.write({ type: 'strike-energised', door: this.door, forMs: this.#accessTime });
    this.#onChange();
  }

  /** Idle at once, whatever was under way. */
  idle(): void {
    this.#relay.release();
    if (this.#endPulse === null) return;
    this.#endPulse();
    this.#endPulse = null;
    this.#journal.write({ type: 'strike-idle', door: this.door });
    this.#onChange();
  }
}
