import { err, ok, type Result } from '../../../device/contract/result.ts';

const DAY_MS = 86_400_000;

/** The days of a wall clock that keeps summer time, in epoch ms. */
export class LocalDays {
  readonly #format: Intl.DateTimeFormat;
  #known: { readonly startMs: number; readonly endMs: number } | null = null;

  private constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
  }

  static in(timeZone: string): Result<LocalDays, { readonly code: 'time-zone-unknown' }> {
    try {
      const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
      // The calendar of Sweden writes a date as ISO 8601 does.
      return ok(new LocalDays(new Intl.DateTimeFormat('sv-SE', { timeZone, ...parts })));
    } catch (cause) {
      if (cause instanceof RangeError) return err({ code: 'time-zone-unknown' });
      throw cause;
    }
  }

  /** YYYY-MM-DD. */
  dateOf(atMs: number): string {
    return this.#format.format(atMs);
  }

  /** When the day of this moment began. */
  startOf(atMs: number): number {
    if (this.#known === null || atMs < this.#known.startMs || atMs >= this.#known.endMs)
      this.#known = this.bounds(this.dateOf(atMs));
    return this.#known.startMs;
  }

  /** From its first moment to that of the day after. `date`: YYYY-MM-DD. */
  bounds(date: string): { readonly startMs: number; readonly endMs: number } {
    return { startMs: this.#firstMomentOf(date), endMs: this.#firstMomentOf(dayAfter(date)) };
  }

  /** By halves: no clock is more than 14 hours off UTC, and dates never go back. */
  #firstMomentOf(date: string): number {
    let before = Date.parse(`${date}T00:00:00Z`) - DAY_MS;
    let after = before + 2 * DAY_MS;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.dateOf(middle) < date) before = middle;
      else after = middle;
    }
    return after;
  }
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
