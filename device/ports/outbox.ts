import type { HistoryStream } from '../contract/feed/topics.ts';
import type { BootId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import type { StorageFault } from './access-log.ts';

/** A row of the outbox at one time. `gapFrom`: null, or it stands for dropped messages, from that number to its own. */
export type OutboxRow = { readonly id: number; readonly gapFrom: number | null };

/** A message that waits for the broker. `id` orders all streams; `seq` counts up by one within its stream. */
export type OutboxMessage = OutboxRow & {
  readonly stream: HistoryStream;
  readonly seq: number;
  readonly bootId: BootId;
  readonly atMs: EpochMs;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The most events that wait. When there is one more, the oldest thousand go. */
export const MOST_EVENTS = 1_000_000;

/**
 * Durable queue to the broker. Messages come in by `AccessLog.append`, together with the events that caused them. It is
 * bounded: by the number of events, of which the oldest go first, and by age, for all streams. What goes leaves a gap
 * that says how many.
 */
export interface Outbox {
  /** The oldest `limit` messages with an id above `after`, oldest first; they stay until acknowledged. */
  read(after: number, limit: number): Promise<Result<readonly OutboxMessage[], StorageFault>>;
  /** Forgets exactly these, as they were read. Called only after the broker's PUBACK (I6). */
  acknowledge(rows: readonly OutboxRow[]): Promise<Result<void, StorageFault>>;
  count(): Promise<Result<number, StorageFault>>;
  /** Drops some of those from before `cutoff`; true when there are no more. */
  dropSome(cutoff: EpochMs): Promise<Result<boolean, StorageFault>>;
}
