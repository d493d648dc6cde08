import type { Outbox } from '../ports/outbox.ts';

/** Tells how many messages wait in the outbox, each time that the number has changed. */
export class QueueGauge {
  readonly #outbox: Outbox;
  readonly #changed: (queued: number) => void;
  #queued: number | null = null;
  #counting = false;
  #again = false;
  #closed = false;

  constructor(outbox: Outbox, changed: (queued: number) => void) {
    this.#outbox = outbox;
    this.#changed = changed;
  }

  /** Counts anew. A count that cannot be had leaves the number as it was, until the next one. */
  recount(): void {
    if (this.#counting) this.#again = true;
    else void this.#count();
  }

  /** That many rows have gone: known without a count, which would cost much on a long queue. */
  erased(count: number): void {
    if (this.#queued !== null) this.#tell(Math.max(0, this.#queued - count));
  }

  close(): void {
    this.#closed = true;
  }

  async #count(): Promise<void> {
    this.#counting = true;
    do {
      this.#again = false;
      const counted = await this.#outbox.count();
      if (counted.ok) this.#tell(counted.value);
    } while (this.#again && !this.#closed);
    this.#counting = false;
  }

  #tell(queued: number): void {
    if (this.#closed || queued === this.#queued) return;
    this.#queued = queued;
    this.#changed(queued);
  }
}
