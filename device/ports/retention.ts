import type { RecordClass } from '../contract/events/define.ts';
import type { LoggedEvent, LoggedEventType } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import type { TimeMark } from '../domain/retention.ts';
import type { StorageFault } from './access-log.ts';

/** A hold on purging (gallringsstopp): why, by whom, and until when. */
export type PurgeHold = { readonly why: string; readonly by: string; readonly until: EpochMs };

/** Rows of these types, which are of one class, with a number below `before`. */
export type PurgeOrder = {
  readonly recordClass: RecordClass;
  readonly types: readonly LoggedEventType[];
  readonly before: number;
};

/** When it happened; null where there is none among the rows that were looked through. */
export type Oldest = { readonly at: EpochMs | null; readonly next: number | null };

/**
 * Takes out of the database, and of what lies beside it, what may be kept no longer. Each call holds the storage thread for a few milliseconds at
 * most, so that a door never waits for it; whoever calls goes on until it is done.
 */
export interface Retention {
  /** Oldest first. */
  marks(): Promise<Result<readonly TimeMark[], StorageFault>>;
  /** The last that was ordered and not released; it may be over. */
  hold(): Promise<Result<PurgeHold | null, StorageFault>>;
  /** Purges some rows; `done` when there are no more. */
  purgeSome(order: PurgeOrder): Promise<Result<{ readonly records: number; readonly done: boolean }, StorageFault>>;
  /** Likewise of what was written of incidents, by the rows that tell of them. */
  purgeIncidents(before: number): Promise<Result<{ readonly records: number; readonly done: boolean }, StorageFault>>;
  /** When the oldest of a class happened that is there; `next`: whence to go on where none was found yet, else null. */
  oldestSome(order: Omit<PurgeOrder, 'before'>, after: number): Promise<Result<Oldest, StorageFault>>;
  /** Likewise of what was written of incidents. */
  oldestIncident(): Promise<Result<EpochMs | null, StorageFault>>;
  /** Writes into the log some of what was purged and is not in it yet; null when that is nothing more. */
  record(at: EpochMs, records: number): Promise<Result<LoggedEvent<'log-purged'> | null, StorageFault>>;
  /**
   * Forgets what a library said until before `now`, and some of the visitors' and guests' cards that expired before
   * `cutoff` and are not blocked: those that are given back. None are left when that is none.
   */
  forgetExpired(now: EpochMs, cutoff: EpochMs): Promise<Result<readonly CredentialHash[], StorageFault>>;
  /**
   * Removes one of the databases and keys that were put aside before `cutoff`, because they were broken or a backup came in
   * their place; gives back its name. None is left when that is null.
   */
  removeAside(cutoff: EpochMs): Promise<Result<string | null, StorageFault>>;
  /** Gives some of the freed pages back to the disk; true when none are left and the write-ahead log is empty. */
  compactSome(): Promise<Result<boolean, StorageFault>>;
}
