import { type Milliseconds, milliseconds } from '../contract/units.ts';

const FIRST_MS = 1000;
/** Before jitter, so that 60 s is never passed. */
const LONGEST_MS = 50_000;
const JITTER = 0.2;

/** Waits between attempts: 1 s, doubled up to 50 s, each ±20 % so that many boxes do not come back as one. Never above 60 s. */
export class BackOff {
  readonly #random: () => number;
  #nextMs = FIRST_MS;

  /** `random`: uniform in 0–1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** How long to wait before the next attempt; the wait after that is twice as long. */
  next(): Milliseconds {
    const waitMs = this.#nextMs * (1 - JITTER + 2 * JITTER * this.#random());
    this.#nextMs = Math.min(LONGEST_MS, this.#nextMs * 2);
    return milliseconds(waitMs);
  }

  /** An attempt went well: begin at 1 s again. */
  reset(): void {
    this.#nextMs = FIRST_MS;
  }
}
