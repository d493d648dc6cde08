import type { Result } from '../../device/contract/result.ts';
import type { StorageFault } from '../../device/ports/access-log.ts';
import type { Outbox, OutboxMessage } from '../../device/ports/outbox.ts';

/**
 * An outbox that forgets a row only once its PUBACK is `lingerMs` old and the connection still stands. A broker that is
 * one of a cluster acknowledges before the others have the message: what it acknowledged in its last moments may be
 * nowhere, and is to be sent again.
 */
export class LingeringOutbox implements Outbox {
  readonly #outbox: Outbox;
  readonly #lingerMs: number;
  #lingering = new Set<NodeJS.Timeout>();

  constructor(outbox: Outbox, lingerMs: number) {
    this.#outbox = outbox;
    this.#lingerMs = lingerMs;
  }

  /** What still lingers stays. */
  connectionLost(): void {
    for (const timer of this.#lingering) clearTimeout(timer);
    this.#lingering.clear();
  }

  async acknowledge(ids: readonly number[]): Promise<Result<void, StorageFault>> {
    const timer = setTimeout(() => {
      this.#lingering.delete(timer);
      void this.#outbox.acknowledge(ids);
    }, this.#lingerMs);
    this.#lingering.add(timer);
    return { ok: true, value: undefined };
  }

  async read(after: number, limit: number): Promise<Result<readonly OutboxMessage[], StorageFault>> {
    return this.#outbox.read(after, limit);
  }

  async count(): Promise<Result<number, StorageFault>> {
    return this.#outbox.count();
  }
}
