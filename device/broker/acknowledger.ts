import type { Milliseconds } from '../contract/units.ts';
import { BackOff } from '../domain/back-off.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Outbox, OutboxRow } from '../ports/outbox.ts';

type AcknowledgerParts = {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /**
   * How long a connection has to last after a PUBACK for that to count; 0: it counts at once. A broker of a cluster may be
   * killed before it has handed on to the others what it has acknowledged (README, D59).
   */
  readonly settle: Milliseconds;
  /** Told how many rows have just gone. */
  readonly erased: (count: number) => void;
};

/**
 * Erases from the outbox what the broker has acknowledged, in batches. It outlives connections: a row that is
 * acknowledged but not erased yet is not sent again by the next one. Retries while the disk does not take it.
 */
export class Acknowledger {
  readonly #parts: AcknowledgerParts;
  readonly #backOff = new BackOff(Math.random);
  /** Acknowledged, on a connection that has not lasted for long enough since; the oldest first. */
  #unsettled: { readonly row: OutboxRow; readonly dueMs: number }[] = [];
  /** To be erased, as they were sent, by their ids. */
  readonly #waiting = new Map<number, OutboxRow>();
  #busy = false;
  #closed = false;
  #emptied: (() => void)[] = [];
  #cancelRetry: CancelTimer = () => {};
  #cancelSettle: CancelTimer | null = null;

  constructor(parts: AcknowledgerParts) {
    this.#parts = parts;
  }

  /** The broker's PUBACK for this row is in. */
  add({ id, gapFrom }: OutboxRow): void {
    const { settle, clock } = this.#parts;
    if (this.#closed) return;
    if (settle === 0) this.#take([{ id, gapFrom }]);
    else {
      this.#unsettled.push({ row: { id, gapFrom }, dueMs: clock.monotonicMs() + settle });
      this.#cancelSettle ??= clock.after(settle, () => this.#settleDue());
    }
  }

  /** Rows acknowledged by the broker that may still be in the outbox, as of now, and what each stood for. */
  waiting(): ReadonlyMap<number, number | null> {
    return new Map([...this.#waiting.values()].map(({ id, gapFrom }) => [id, gapFrom]));
  }

  /** What was acknowledged a moment ago may not have come further: it is sent again. */
  connectionLost(): void {
    this.#unsettled = [];
    this.#stopSettling();
  }

  /** The connection ends in good order. */
  connectionEnded(): void {
    this.#take(this.#unsettled.splice(0).map(({ row }) => row));
    this.#stopSettling();
  }

  /** Resolves when nothing waits to be erased; as long as the disk refuses, it does not. */
  async emptied(): Promise<void> {
    if (this.#busy) await new Promise<void>((resolve) => this.#emptied.push(resolve));
  }

  close(): void {
    this.#closed = true;
    this.#cancelRetry();
    this.#stopSettling();
  }

  #stopSettling(): void {
    this.#cancelSettle?.();
    this.#cancelSettle = null;
  }

  /** One timer for all: it looks when it fires. */
  #settleDue(): void {
    const { settle, clock } = this.#parts;
    const now = clock.monotonicMs();
    const firstLeft = this.#unsettled.findIndex(({ dueMs }) => dueMs > now);
    const due = this.#unsettled.splice(0, firstLeft === -1 ? this.#unsettled.length : firstLeft);
    this.#cancelSettle = this.#unsettled.length > 0 ? clock.after(settle, () => this.#settleDue()) : null;
    this.#take(due.map(({ row }) => row));
  }

  #take(rows: readonly OutboxRow[]): void {
    for (const row of rows) this.#waiting.set(row.id, row);
    if (rows.length > 0 && !this.#busy) void this.#erase();
  }

  async #erase(): Promise<void> {
    const { outbox, clock, erased: tell } = this.#parts;
    this.#busy = true;
    while (this.#waiting.size > 0) {
      // What is acknowledged while this batch is on its way makes up the next one.
      const batch = [...this.#waiting.values()];
      const erased = await outbox.acknowledge(batch);
      if (this.#closed) return;
      if (!erased.ok) {
        this.#cancelRetry = clock.after(this.#backOff.next(), () => void this.#erase());
        return;
      }
      this.#backOff.reset();
      for (const row of batch) if (this.#waiting.get(row.id) === row) this.#waiting.delete(row.id);
      tell(batch.length);
    }
    this.#busy = false;
    for (const resolve of this.#emptied.splice(0)) resolve();
  }
}
