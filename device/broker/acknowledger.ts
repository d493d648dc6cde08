import { BackOff } from '../domain/back-off.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Outbox, OutboxRow } from '../ports/outbox.ts';

/**
 * Erases from the outbox what the broker has acknowledged, in batches. It outlives connections: a row that is
 * acknowledged but not erased yet is not sent again by the next one. Retries while the disk does not take it.
 */
export class Acknowledger {
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #erased: (count: number) => void;
  readonly #backOff = new BackOff(Math.random);
  /** As they were sent, by their ids. */
  readonly #waiting = new Map<number, OutboxRow>();
  #busy = false;
  #closed = false;
  #emptied: (() => void)[] = [];
  #cancelRetry: CancelTimer = () => {};

  /** `erased` is told how many rows have just gone. */
  constructor(outbox: Outbox, clock: Clock, erased: (count: number) => void) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#erased = erased;
  }

  /** The broker's PUBACK for this row is in. */
  add({ id, gapFrom }: OutboxRow): void {
    if (this.#closed) return;
    this.#waiting.set(id, { id, gapFrom });
    if (!this.#busy) void this.#erase();
  }

  /** Rows acknowledged by the broker that may still be in the outbox, as of now, and what each stood for. */
  waiting(): ReadonlyMap<number, number | null> {
    return new Map([...this.#waiting.values()].map(({ id, gapFrom }) => [id, gapFrom]));
  }

  /** Resolves when nothing waits to be erased; as long as the disk refuses, it does not. */
  async emptied(): Promise<void> {
    if (this.#busy) await new Promise<void>((resolve) => this.#emptied.push(resolve));
  }

  close(): void {
    this.#closed = true;
    this.#cancelRetry();
  }

  async #erase(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.size > 0) {
      // What is acknowledged while this batch is on its way makes up the next one.
      const batch = [...this.#waiting.values()];
      const erased = await this.#outbox.acknowledge(batch);
      if (this.#closed) return;
      if (!erased.ok) {
        this.#cancelRetry = this.#clock.after(this.#backOff.next(), () => void this.#erase());
        return;
      }
      this.#backOff.reset();
      for (const row of batch) if (this.#waiting.get(row.id) === row) this.#waiting.delete(row.id);
      this.#erased(batch.length);
    }
    this.#busy = false;
    for (const resolve of this.#emptied.splice(0)) resolve();
  }
}
