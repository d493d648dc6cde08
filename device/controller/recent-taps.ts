import type { CredentialHash } from '../contract/ids.ts';
import { seconds } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';

const KEPT_FOR = seconds(60);

/** Whose tap an outcome was, for a minute: so long its holder may say more on the screen, by the outcome's number. */
export class RecentTaps {
  readonly #clock: Clock;
  readonly #taps = new Map<number, CredentialHash>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(id: number, credential: CredentialHash): void {
    this.#taps.set(id, credential);
    this.#clock.after(KEPT_FOR, () => this.#taps.delete(id));
  }

  /** It can be taken once. */
  take(id: number): CredentialHash | null {
    const credential = this.#taps.get(id) ?? null;
    this.#taps.delete(id);
    return credential;
  }
}
