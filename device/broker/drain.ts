import { BackOff } from '../domain/back-off.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Outbox, OutboxMessage } from '../ports/outbox.ts';
import type { Acknowledger } from './acknowledger.ts';
import type { Outgoing } from './outgoing.ts';

const PAGE = 500;

export type DrainParts = {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly acknowledger: Acknowledger;
  readonly write: (message: OutboxMessage) => Omit<Outgoing, 'acknowledged'>;
  /** `next` has something that it had not before. */
  readonly onMore: () => void;
};

/**
 * The outbox over one connection, oldest first. A row that was in flight when the connection went stays in the outbox,
 * and the next connection's drain gives it again (I6).
 */
export class Drain {
  readonly #parts: DrainParts;
  readonly #backOff = new BackOff(Math.random);
  #page: OutboxMessage[] = [];
  /** The newest row read so far. */
  #after = 0;
  #reading = false;
  #more = true;
  #stopped = false;
  #cancelRetry: CancelTimer = () => {};

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  /** There may be something new in the outbox. Also begins the drain. */
  wake(): void {
    this.#more = true;
    this.#readOn();
  }

  /** Null while there is nothing, or the disk is asked. */
  next(): Outgoing | null {
    const message = this.#page.shift();
    this.#readOn();
    if (message === undefined) return null;
    const { write, acknowledger } = this.#parts;
    return { ...write(message), acknowledged: () => acknowledger.add(message) };
  }

  stop(): void {
    this.#stopped = true;
    this.#page = [];
    this.#cancelRetry();
  }

  #readOn(): void {
    if (!this.#stopped && !this.#reading && this.#more && this.#page.length === 0) void this.#read();
  }

  async #read(): Promise<void> {
    const { outbox, acknowledger, clock, onMore } = this.#parts;
    this.#reading = true;
    this.#more = false;
    // Looked up before the read: a row may be erased, and forgotten here, while an older view of it is on its way.
    const acknowledged = acknowledger.waiting();
    const page = await outbox.read(this.#after, PAGE);
    if (this.#stopped) return;
    if (!page.ok) {
      this.#cancelRetry = clock.after(this.#backOff.next(), () => void this.#read());
      return;
    }
    this.#backOff.reset();
    this.#reading = false;
    if (page.value.length === PAGE) this.#more = true;
    this.#after = page.value.at(-1)?.id ?? this.#after;
    this.#page = page.value.filter(({ id, gapFrom }) => acknowledged.get(id) !== gapFrom);
    this.#readOn();
    if (this.#page.length > 0) onMore();
  }
}
