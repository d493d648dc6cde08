import type { CredentialHash } from '../contract/ids.ts';
import type { Milliseconds } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';

/** Whose tap an outcome was, for a while: so long its holder may say more on the screen, by the outcome's number. */
export class RecentTaps {
  readonly #clock: Clock;
  readonly #keptFor: Milliseconds;
  readonly #taps = new Map<number, CredentialHash>();

  constructor(clock: Clock, keptFor: Milliseconds) {
    this.#clock = clock;
    this.#keptFor = keptFor;
  }

  note(id: number, credential: CredentialHash): void {
    this.#taps.set(id, credential);
    this.#clock.after(this.#keptFor, () => this.#taps.delete(id));
  }

  /** It can be taken once. */
  take(id: number): CredentialHash | null {
    const credential = this.#taps.get(id) ?? null;
    this.#taps.delete(id);
    return credential;
  }
}
