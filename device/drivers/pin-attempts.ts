import type { CredentialHash } from '../contract/ids.ts';
import { minutes } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';

const MOST_TRIES = 3;
const WITHIN = minutes(15);

/**
 * Three wrong PINs for a card in any 15 minutes, on the monotonic clock; then none is tried until the first of them is
 * that old, so that nobody at the door locks a library account. Forgotten when the process ends.
 */
export class PinAttempts {
  readonly #clock: Clock;
  readonly #triesMs = new Map<CredentialHash, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes one of the card's tries; false where none is left. It counts as wrong until `right` or `giveBack` is called:
   * of several at once no more than three get through, and one that was never answered may have been counted at the
   * library.
   */
  take(card: CredentialHash): boolean {
    this.#forgetOld();
    const tries = this.#triesMs.get(card) ?? [];
    if (tries.length >= MOST_TRIES) return false;
    this.#triesMs.set(card, [...tries, this.#clock.monotonicMs()]);
    return true;
  }

  /** Whether a try is left, without taking it. */
  isLeft(card: CredentialHash): boolean {
    this.#forgetOld();
    return (this.#triesMs.get(card)?.length ?? 0) < MOST_TRIES;
  }

  /** The PIN was right: earlier ones are forgotten. */
  right(card: CredentialHash): void {
    this.#triesMs.delete(card);
  }

  /** The PIN was surely not tried: the last try is there again. */
  giveBack(card: CredentialHash): void {
    const tries = this.#triesMs.get(card);
    if (tries !== undefined) this.#triesMs.set(card, tries.slice(0, -1));
  }

  #forgetOld(): void {
    const sinceMs = this.#clock.monotonicMs() - WITHIN;
    for (const [card, tries] of this.#triesMs) {
      const kept = tries.filter((atMs) => atMs > sinceMs);
      if (kept.length === 0) this.#triesMs.delete(card);
      else this.#triesMs.set(card, kept);
    }
  }
}
