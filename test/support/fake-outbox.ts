import type { BootId } from '../../device/contract/ids.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { epochMs } from '../../device/contract/units.ts';
import type { StorageFault } from '../../device/ports/access-log.ts';
import type { Outbox, OutboxMessage, OutboxRow } from '../../device/ports/outbox.ts';
import { bootId } from './boot-id.ts';

const broken: StorageFault = { code: 'storage-failed', detail: 'broken by the test' };

/** An outbox in memory that keeps book: a row goes only when it was read before and is acknowledged once. */
export class FakeOutbox implements Outbox {
  /** Ids in the order in which they were forgotten. */
  readonly erased: number[] = [];
  /** While set, every call is answered with a fault. */
  broken = false;
  /** Calls of `read` so far. */
  reads = 0;
  /** Rows that are asked to go and have not gone yet. */
  acknowledging = 0;
  #rows: OutboxMessage[] = [];
  #read = new Set<number>();
  #made = 0;
  #held: Promise<void> | null = null;
  readonly #bootId: BootId;

  constructor(boot: BootId = bootId) {
    this.#bootId = boot;
  }

  /** Puts in `count` messages: `seq`, `id` and `body.made` go on from 1. `atMs`: of each of them. */
  fill(count: number, atMs?: number): void {
    for (let n = 0; n < count; n++) {
      this.#made += 1;
      this.#rows.push({
        id: this.#made,
        stream: 'events',
        seq: this.#made,
        gapFrom: null,
        bootId: this.#bootId,
        atMs: epochMs(atMs ?? Date.UTC(2026, 2, 2, 9) + this.#made),
        body: { event: 'access-taken', made: this.#made },
      });
    }
  }

  /** The first ones go, up to this, and leave a gap. */
  dropUpTo(seq: number): void {
    const [first] = this.#rows;
    this.#rows = this.#rows
      .filter((row) => row.seq >= seq)
      .map((row) => (row.seq === seq ? { ...row, gapFrom: first?.seq ?? seq, body: {} } : row));
  }

  size(): number {
    return this.#rows.length;
  }

  /** Holds every acknowledge, as a disk that stalls does, until the returned function is called. */
  holdAcknowledge(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }

  async read(after: number, limit: number): Promise<Result<readonly OutboxMessage[], StorageFault>> {
    this.reads += 1;
    if (this.broken) return err(broken);
    const page = this.#rows.filter(({ id }) => id > after).slice(0, limit);
    for (const { id } of page) this.#read.add(id);
    return ok(page);
  }

  async acknowledge(rows: readonly OutboxRow[]): Promise<Result<void, StorageFault>> {
    const ids = rows.map(({ id }) => id);
    for (const id of ids) {
      if (!this.#read.has(id)) throw new Error(`row ${id} was acknowledged but never read`);
      if (this.erased.includes(id)) throw new Error(`row ${id} was acknowledged twice`);
    }
    this.acknowledging += ids.length;
    await this.#held;
    this.acknowledging -= ids.length;
    if (this.broken) return err(broken);
    const gone = new Set(ids);
    this.#rows = this.#rows.filter(({ id }) => !gone.has(id));
    this.erased.push(...ids);
    return ok(undefined);
  }

  async dropSome(): Promise<Result<boolean, StorageFault>> {
    return ok(true);
  }

  async count(): Promise<Result<number, StorageFault>> {
    return this.broken ? err(broken) : ok(this.#rows.length);
  }
}
