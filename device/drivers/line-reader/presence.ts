import type { CanonicalCredential } from '../../domain/credential.ts';

/**
 * Tells a coming from a staying. Two cards that lie there together and are seen by turns are told once each; of what
 * was told, one thing at a time is there, and `removed` is called before the next is told.
 */
export class Presence {
  readonly #goneAfter: number;
  readonly #now: () => number;
  readonly #removed: () => void;
  readonly #lastSeen = new Map<string, number>();
  #told: string | null = null;

  /**
   * What has not been seen for `goneAfter` is gone. `now` counts up, in the same unit: milliseconds, or looks where
   * somebody looks, so that time in which nobody looked takes no card away.
   */
  constructor(goneAfter: number, now: () => number, removed: () => void) {
    this.#goneAfter = goneAfter;
    this.#now = now;
    this.#removed = removed;
  }

  get isEmpty(): boolean {
    return this.#lastSeen.size === 0;
  }

  /** `tell` is called when it was not there before; null: it is taken as lying there, and not told until it comes anew. */
  seen(key: string, tell: (() => void) | null): void {
    const wasThere = this.#lastSeen.has(key);
    this.#lastSeen.set(key, this.#now());
    if (wasThere || tell === null) return;
    this.#clearTold();
    this.#told = key;
    tell();
  }

  /** To be called from time to time, after what is seen has been said: drops what is gone. */
  sweep(): void {
    const gone = this.#now() - this.#goneAfter;
    for (const [key, seen] of this.#lastSeen) if (seen <= gone) this.#lastSeen.delete(key);
    if (this.#told !== null && !this.#lastSeen.has(this.#told)) this.#clearTold();
  }

  /** Nothing is known any more. */
  forget(): void {
    this.#lastSeen.clear();
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
