import { type MonotonicMs, monotonicMs } from '../../contract/units.ts';
import type { ReaderFault } from './events.ts';

/** SIA OSDP 2.2 §5.7: a device that was not heard for so long is off-line. */
const OFFLINE_AFTER_MS = 8_000;
/** A reader that does not answer costs all others 200 ms: after this many tries it is asked once a second. */
const QUICK_TRIES = 3;
const SLOW_RETRY_MS = 1_000;

/** When a reader is to be asked, and when and why it counts as gone. */
export class Liveness {
  #askAt = monotonicMs(0);
  #lastGood = monotonicMs(0);
  #misses = 0;
  #trouble: ReaderFault = 'reader-silent';

  get askAt(): MonotonicMs {
    return this.#askAt;
  }

  get offlineAt(): MonotonicMs {
    return monotonicMs(this.#lastGood + OFFLINE_AFTER_MS);
  }

  /** Whether it has not answered for some tries. */
  get isSilent(): boolean {
    return this.#misses >= QUICK_TRIES;
  }

  /** What was heard of it last since it was good. */
  get trouble(): ReaderFault {
    return this.#trouble;
  }

  /** It answered as only it can, or as well as one without a key can. */
  good(now: MonotonicMs): void {
    this.#lastGood = now;
    this.#trouble = 'reader-silent';
  }

  troubled(code: ReaderFault): void {
    this.#trouble = code;
  }

  /** It answered somehow. */
  heard(): void {
    this.#misses = 0;
  }

  /** It did not answer in time. */
  missed(now: MonotonicMs): void {
    this.#misses += 1;
    this.#askAt = monotonicMs(now + (this.isSilent ? SLOW_RETRY_MS : 0));
  }

  askIn(delayMs: number, now: MonotonicMs): void {
    this.#askAt = monotonicMs(now + delayMs);
  }

  askSlowly(now: MonotonicMs): void {
    this.askIn(SLOW_RETRY_MS, now);
  }

  /** Something waits for it: a reader that answers is asked at once. */
  hurry(now: MonotonicMs): void {
    if (this.#misses === 0) this.#askAt = monotonicMs(Math.min(this.#askAt, now));
  }
}
