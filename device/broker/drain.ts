import { BackOff } from '../domain/back-off.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Outbox, OutboxMessage } from '../ports/outbox.ts';
import type { Acknowledger } from './acknowledger.ts';

const PAGE = 500;

export type DrainParts = {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly acknowledger: Acknowledger;
  /** How many messages may be in flight, at least 1. */
  readonly window: number;
  /** Sends one message; `acknowledged` is called at its PUBACK, and never when the connection is lost before. */
  readonly send: (message: OutboxMessage, acknowledged: () => void) => void;
};

/**
 * Sends the outbox over one connection, oldest first, with a window in flight. A row that was in flight when the
 * connection went stays in the outbox, and the next connection's drain sends it again (I6).
 */
export class Drain {
  readonly #parts: DrainParts;
  readonly #backOff = new BackOff(Math.random);
  #page: OutboxMessage[] = [];
  /** The newest row read so far. */
  #after = 0;
  #inFlight = 0;
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
    this.#proceed();
  }

  /** Sends nothing more; a PUBACK that still comes in is heeded. */
  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
  }

  #proceed(): void {
    while (!this.#stopped && this.#inFlight < this.#parts.window) {
      const message = this.#page.shift();
      if (message === undefined) break;
      this.#inFlight += 1;
      this.#parts.send(message, () => this.#acknowledged(message));
    }
    if (!this.#stopped && !this.#reading && this.#more && this.#page.length === 0) void this.#read();
  }

  #acknowledged({ id }: OutboxMessage): void {
    this.#inFlight -= 1;
    this.#parts.acknowledger.add(id);
    this.#proceed();
  }

  async #read(): Promise<void> {
    const { outbox, acknowledger, clock } = this.#parts;
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
    this.#page = page.value.filter(({ id }) => !acknowledged.has(id));
    this.#proceed();
  }
}
