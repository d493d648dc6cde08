/** How long the page is waited with after each death in a row, in ms; the last one for good. */
export const WAITS_MS: readonly number[] = [500, 1_000, 5_000, 15_000, 60_000, 300_000];
/** A page that lived for this long was well. */
export const WELL_AFTER_MS = 60_000;

/** Counts deaths that follow each other, so that what keeps dying is started ever later, and never not at all. */
export class CrashLoop {
  readonly #now: () => number;
  #deaths = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** `now`: milliseconds on a clock that only goes forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Something has died now. Returns how long to wait, in ms. */
  waitAfterDeath(): number {
    const wait = this.#lastWait();
    if (this.#now() - this.#lastAt >= wait + WELL_AFTER_MS) this.#deaths = 0;
    this.#lastAt = this.#now();
    this.#deaths += 1;
    return this.#lastWait();
  }

  /** How many have followed each other. */
  deaths(): number {
    return this.#deaths;
  }

  #lastWait(): number {
    return WAITS_MS[Math.min(Math.max(this.#deaths, 1), WAITS_MS.length) - 1] ?? 0;
  }
}
