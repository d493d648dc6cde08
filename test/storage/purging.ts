import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { RecordClass } from '../../device/contract/events/define.ts';
import { type LoggedEvent, typesOfClass } from '../../device/contract/events.ts';
import { DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import type { LogRecord } from '../../device/ports/access-log.ts';
import type { Answer, Job } from '../../device/storage/messages.ts';
import { Store } from '../../device/storage/store.ts';
import { bootId } from '../support/boot-id.ts';
import { databaseFile, hashOf } from '../support/storage.ts';

const [reader, door] = [ReaderId.parse('front'), DoorId.parse('entrance')];

/** An event of this class; the `n`th of its kind, so that each is another. */
export function eventOf(recordClass: RecordClass, n: number): LoggedEvent {
  switch (recordClass) {
    case 'visits':
      return visitOf(n);
    case 'operations':
      return { type: 'reader-lost', reader, code: `code-${n}` };
    case 'audit':
      return { type: 'policy-changed', version: n, by: 'host' };
  }
}

export function visitOf(n: number, at = reader): LoggedEvent<'access-granted'> {
  const pseudonym = Pseudonym.parse(hashOf(n));
  return {
    type: 'access-granted',
    ...{ pseudonym, visit: VisitNumber.parse(n + 1), kind: 'uid', reader: at, door, direction: 'in' },
  };
}

export function recordOf(events: readonly LoggedEvent[], atMs = 1_000): LogRecord {
  return { atMs: epochMs(atMs), events, outbox: [] };
}

/**
 * The storage thread's store, in this thread: what it is asked for is done when the call returns, and nothing is ever
 * late.
 */
export class StoreAtHand {
  readonly #store: Store;

  constructor(folder: string) {
    this.#store = new Store({ file: databaseFile(folder), bootId }, () => {});
    if (this.#store.open() !== null) throw new Error('the database did not open');
    onTestFinished(() => this.#store.close());
  }

  close(): void {
    this.#store.close();
  }

  append(events: readonly LoggedEvent[], atMs?: number): void {
    this.#run({ op: 'append', record: recordOf(events, atMs), late: false });
  }

  /** One step; its answer is how many rows went, and whether that was all. */
  purgeSome(recordClass: RecordClass, before: number): { records: number; done: boolean } {
    const order = { recordClass, types: typesOfClass(recordClass), before };
    return z.object({ records: z.int(), done: z.boolean() }).parse(this.#run({ op: 'purge-some', order }));
  }

  /** Returns how many rows went. */
  purge(recordClass: RecordClass, before: number): number {
    for (let records = 0; ; ) {
      const purged = this.purgeSome(recordClass, before);
      records += purged.records;
      if (purged.done) return records;
    }
  }

  record(records: number): unknown {
    return this.#run({ op: 'record-purge', atMs: epochMs(2_000), records });
  }

  compact(): void {
    while (this.#run({ op: 'compact-some' }) !== true);
  }

  head(): unknown {
    return this.#run({ op: 'read-head' });
  }

  /** Jobs that came together, which share a commit. */
  answersTo(jobs: readonly Job[]): readonly Answer['result'][] {
    const posted = jobs.map((job, id) => ({ id, postedAtMs: Number.POSITIVE_INFINITY, job }));
    return this.#store.run(posted).map(({ result }) => result);
  }

  #run(job: Job): unknown {
    const [result] = this.answersTo([job]);
    if (!result?.ok) throw new Error(result?.error.detail);
    return result.value;
  }
}
