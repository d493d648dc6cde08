import type { Stream } from '../contract/broker-messages.ts';
import type { BootId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import type { StorageFault } from './access-log.ts';

/** A message that waits for the broker. `id` orders all streams; `seq` counts up by one within its stream. */
export type OutboxMessage = {
  readonly id: number;
  readonly stream: Stream;
  readonly seq: number;
  readonly bootId: BootId;
  readonly atMs: EpochMs;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Durable queue to the broker. Messages come in by `AccessLog.append`, together with the events that caused them. */
export interface Outbox {
  /** The oldest `limit` messages with an id above `after`, oldest first; they stay until acknowledged. */
  read(after: number, limit: number): Promise<Result<readonly OutboxMessage[], StorageFault>>;
  /** Forgets exactly these messages. Called only after the broker's PUBACK (I6). */
  acknowledge(ids: readonly number[]): Promise<Result<void, StorageFault>>;
  count(): Promise<Result<number, StorageFault>>;
}
