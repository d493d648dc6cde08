import { milliseconds, seconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { KeeperCommand } from './messages.ts';

/** A controller that has not been heard for so long is hung: nobody is let in by what it said before. */
const LONGEST_SILENCE = seconds(3);

/**
 * The outputs of a keeper by what the controller tells it: each pulse has its timer here, and all outputs are idled
 * when nothing has been heard for 3 s (I2). `set` moves one of them, counted from 0; it is called for one that rests
 * already, too, and for one that cannot be reached.
 */
export class PulsedOutputs {
  readonly #clock: Clock;
  readonly #count: number;
  readonly #set: (output: number, active: boolean) => void;
  readonly #endPulse = new Map<number, CancelTimer>();
  #cancelSilence: CancelTimer = () => {};

  constructor(clock: Clock, count: number, set: (output: number, active: boolean) => void) {
    this.#clock = clock;
    this.#count = count;
    this.#set = set;
  }

  /** Does nothing about an output that there is not; that it was heard counts. */
  take(command: KeeperCommand): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#clock.after(LONGEST_SILENCE, () => this.#idleAll());
    if (command.type === 'beat' || command.output >= this.#count) return;
    if (command.type === 'energise') this.#energise(command.output, command.forMs);
    else this.#release(command.output);
  }

  #energise(output: number, forMs: number): void {
    this.#endPulse.get(output)?.();
    this.#endPulse.set(
      output,
      this.#clock.after(milliseconds(forMs), () => this.#release(output)),
    );
    this.#set(output, true);
  }

  #release(output: number): void {
    this.#endPulse.get(output)?.();
    this.#endPulse.delete(output);
    this.#set(output, false);
  }

  #idleAll(): void {
    for (let output = 0; output < this.#count; output++) this.#release(output);
  }
}
