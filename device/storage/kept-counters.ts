import type { CredentialHash } from '../contract/ids.ts';
import type { TagCounters } from '../ports/tag-counters.ts';

/** Counters in memory; each raise is stored after it, by `store`. */
export class KeptCounters implements TagCounters {
  readonly #counters = new Map<CredentialHash, number>();
  readonly #store: (tag: CredentialHash, counter: number) => void;

  constructor(store: (tag: CredentialHash, counter: number) => void) {
    this.#store = store;
  }

  /** Those of earlier runs, as soon as the disk gives them; a valid tag does not wait for a dead one (I1). */
  learn(known: ReadonlyMap<CredentialHash, number>): void {
    for (const [tag, counter] of known) this.#counters.set(tag, Math.max(counter, this.#counters.get(tag) ?? counter));
  }

  raise(tag: CredentialHash, counter: number): boolean {
    const last = this.#counters.get(tag);
    if (last !== undefined && counter <= last) return false;
    this.#counters.set(tag, counter);
    this.#store(tag, counter);
    return true;
  }
}
