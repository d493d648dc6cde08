import type { Milliseconds } from '../../contract/units.ts';
import type { CanonicalCredential } from '../../domain/credential.ts';
import type { Clock } from '../../ports/clock.ts';

/**
 * Tells a coming from a staying. Two cards that lie there together and are seen by turns are told once each; of what
 * was told, one thing at a time is there, and `removed` is called before the next is told.
 */
export class Presence {
  readonly #goneAfter: Milliseconds;
  readonly #clock: Clock;
  readonly #removed: () => void;
  readonly #lastSeenMs = new Map<string, number>();
  #told: string | null = null;

  /** What has not been seen for `goneAfter` is gone. */
  constructor(goneAfter: Milliseconds, clock: Clock, removed: () => void) {
    this.#goneAfter = goneAfter;
    this.#clock = clock;
    this.#removed = removed;
  }

  /** `tell` is called when it was not there before; null: it is taken as lying there, and not told until it comes anew. */
  seen(key: string, tell: (() => void) | null): void {
    const wasThere = this.#lastSeenMs.has(key);
    this.#lastSeenMs.set(key, this.#clock.monotonicMs());
    if (wasThere || tell === null) return;
    this.#clearTold();
    this.#told = key;
    tell();
  }

  /** To be called from time to time, after what is seen has been said: drops what is gone. */
  sweep(): void {
    const goneMs = this.#clock.monotonicMs() - this.#goneAfter;
    for (const [key, seenMs] of this.#lastSeenMs) if (seenMs <= goneMs) this.#lastSeenMs.delete(key);
    if (this.#told !== null && !this.#lastSeenMs.has(this.#told)) this.#clearTold();
  }

  /** Nothing is known any more. */
  forget(): void {
    this.#lastSeenMs.clear();
    this.#clearTold();
  }

  #clearTold(): void {
    if (this.#told === null) return;
    this.#told = null;
    this.#removed();
  }
}

/**
 * What makes two sightings one card. All random UIDs are one: a card draws a new one each time that its power comes
 * back (ISO/IEC 14443-3 §6.5.4), so that one card lying there would look like a row of cards.
 */
export function presenceKey({ kind, canonical, randomUid }: CanonicalCredential): string {
  return randomUid ? 'random-uid' : `${kind} ${canonical}`;
}
