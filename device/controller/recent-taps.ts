import type { Milliseconds } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';

/** Whose tap an outcome was, for a while: so long its holder may say more on the screen, by the outcome's number. */
export class RecentTaps<T> {
  readonly #clock: Clock;
  readonly #keptFor: Milliseconds;
  readonly #taps = new Map<number, T>();

  constructor(clock: Clock, keptFor: Milliseconds) {
    this.#clock = clock;
    this.#keptFor = keptFor;
  }

  note(id: number, whose: T): void {
    this.#taps.set(id, whose);
    this.#clock.after(this.#keptFor, () => this.#taps.delete(id));
  }

  /** It can be taken once. */
  take(id: number): T | null {
    const whose = this.#taps.get(id) ?? null;
    this.#taps.delete(id);
    return whose;
  }
}
