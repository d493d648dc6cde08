import { minutes } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';

const TELL_AGAIN_AFTER = minutes(1);

/** What may come in floods, as noise on a line does: each code is told once, and again after a minute. */
export class SeldomTold {
  readonly #clock: Clock;
  readonly #tell: (code: string) => void;
  readonly #toldAtMs = new Map<string, number>();

  constructor(clock: Clock, tell: (code: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  note(code: string): void {
    const now = this.#clock.monotonicMs();
    if (now < (this.#toldAtMs.get(code) ?? Number.NEGATIVE_INFINITY) + TELL_AGAIN_AFTER) return;
    this.#toldAtMs.set(code, now);
    this.#tell(code);
  }
}
