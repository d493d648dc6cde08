import type { HistoryStream } from '../../device/contract/feed/topics.ts';
import type { BootId } from '../../device/contract/ids.ts';
import { ok, type Result } from '../../device/contract/result.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import type { OutboxDraft, StorageFault } from '../../device/ports/access-log.ts';
import type { Outbox, OutboxMessage, OutboxRow } from '../../device/ports/outbox.ts';

/**
 * The outbox of a simulated office. A box has its own in SQLite, in a thread of its own; a thread and a database for each
 * of a thousand offices would not fit one machine, and it is the broker that is measured here. It outlives restarts of
 * its office as a disk does. It drops nothing by itself, and so never makes a gap.
 */
export class MemoryOutbox implements Outbox {
  readonly #keeps: (message: OutboxMessage) => boolean;
  readonly #rows = new Map<number, OutboxMessage>();
  readonly #lastSeq = new Map<HistoryStream, number>();
  #lastId = 0;

  /** `keeps`: what it answers false for is lost, though its number is used up. */
  constructor(keeps: (message: OutboxMessage) => boolean = () => true) {
    this.#keeps = keeps;
  }

  append({ stream, body }: OutboxDraft, bootId: BootId, atMs: EpochMs): void {
    const seq = (this.#lastSeq.get(stream) ?? 0) + 1;
    this.#lastSeq.set(stream, seq);
    this.#lastId += 1;
    const message: OutboxMessage = { id: this.#lastId, gapFrom: null, stream, seq, bootId, atMs, body };
    if (this.#keeps(message)) this.#rows.set(message.id, message);
  }

  /** Numbers of this stream that wait. */
  waiting(stream: HistoryStream): ReadonlySet<number> {
    return new Set([...this.#rows.values()].filter((row) => row.stream === stream).map(({ seq }) => seq));
  }

  isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  async read(after: number, limit: number): Promise<Result<readonly OutboxMessage[], StorageFault>> {
    return ok([...this.#rows.values()].filter(({ id }) => id > after).slice(0, limit));
  }

  async acknowledge(rows: readonly OutboxRow[]): Promise<Result<void, StorageFault>> {
    for (const { id } of rows) this.#rows.delete(id);
    return ok(undefined);
  }

  async count(): Promise<Result<number, StorageFault>> {
    return ok(this.#rows.size);
  }

  async dropSome(): Promise<Result<boolean, StorageFault>> {
    return ok(true);
  }
}
