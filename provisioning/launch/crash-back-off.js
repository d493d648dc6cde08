/** A shell that ran for this long was well; what comes after it is a new trouble. */
export const WELL_AFTER_MS = 60_000;

/** How long to wait with the next start after each death in a row; the last one for good. */
const WAITS_MS = [0, 1_000, 5_000, 15_000, 60_000, 300_000];

/** How long a shell that keeps dying is waited with: not at all at first, then ever longer, and never for good. */
export class CrashBackOff {
  #deaths = 0;

  /** `ranMs`: how long the one that has just died ran. Returns ms. */
  waitAfter(ranMs) {
    if (ranMs >= WELL_AFTER_MS) this.#deaths = 0;
    const wait = WAITS_MS[Math.min(this.#deaths, WAITS_MS.length - 1)];
    this.#deaths += 1;
    return wait;
  }
}
