import { type Milliseconds, milliseconds } from '../contract/units.ts';
import { BackOff } from '../domain/back-off.ts';
import type { LossCode } from './loss.ts';

/** After a connection that was up: a thousand boxes lose a broker in the same moment, and come back over this time. */
const SPREAD_MS = 5_000;
/** To the next broker of the same round. */
const NEXT_BROKER_MS = 1_000;

/** Which broker is tried next, and when: each in turn, with a back-off once all of them were tried in vain. */
export class Rounds {
  readonly #urls: readonly string[];
  readonly #random: () => number;
  readonly #backOff: BackOff;
  #index = 0;
  /** Brokers tried in vain since the last connection. */
  #failed = 0;

  /** `random`: uniform in 0–1. At least one URL. */
  constructor(urls: readonly string[], random: () => number) {
    this.#urls = urls;
    this.#random = random;
    this.#backOff = new BackOff(random);
  }

  get url(): string {
    return this.#urls[this.#index] ?? '';
  }

  /** The present one is lost; `wasUp`: after it had taken this box’s `online`. How long to wait for the next one. */
  next(code: LossCode, wasUp: boolean): Milliseconds {
    this.#index = (this.#index + 1) % this.#urls.length;
    // One that took the connection and then refuses messages, or another client by this name, is not asked each second.
    const passing = wasUp && code !== 'broker-refused' && code !== 'broker-taken-over';
    if (passing) {
      this.#failed = 0;
      this.#backOff.reset();
      return milliseconds(this.#random() * SPREAD_MS);
    }
    this.#failed += 1;
    return this.#failed % this.#urls.length === 0
      ? this.#backOff.next()
      : milliseconds(this.#random() * NEXT_BROKER_MS);
  }
}
