import { type MonotonicMs, minutes, seconds } from '../../contract/units.ts';

/** Silences shorter than this are pauses within one use. */
const SHORTEST_GAP = seconds(1);
const MOST_GAPS = 1_000;
/** Before so many gaps nobody knows what is usual. */
const FEWEST_GAPS = 20;
const TIMES_LONGEST = 3;
const SHORTEST_UNUSUAL = minutes(60);

/**
 * What is usual at a device that speaks only when it is used. A silence of three times the longest gap of the last
 * 1,000, and at least an hour, is unusual. It may mean a dead device, or a holiday: silence proves neither.
 */
export class Traffic {
  #gapsMs: number[] = [];
  #lastMs: MonotonicMs | null = null;

  note(at: MonotonicMs): void {
    const gapMs = this.#lastMs === null ? 0 : at - this.#lastMs;
    this.#lastMs = at;
    if (gapMs >= SHORTEST_GAP) this.#gapsMs = [...this.#gapsMs, gapMs].slice(-MOST_GAPS);
  }

  isUnusuallySilent(at: MonotonicMs): boolean {
    if (this.#lastMs === null || this.#gapsMs.length < FEWEST_GAPS) return false;
    const silenceMs = at - this.#lastMs;
    return silenceMs >= SHORTEST_UNUSUAL && silenceMs > TIMES_LONGEST * Math.max(...this.#gapsMs);
  }
}
