import type { LoggedEvent } from '../contract/events.ts';
import type { HistoryStream } from '../contract/feed/topics.ts';
import type { BootId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import { type EpochMs, milliseconds } from '../contract/units.ts';

/** A message for the broker, without its envelope: `seq` is given when it is stored, `at` is `atMs`. */
export type OutboxDraft = { readonly stream: HistoryStream; readonly body: Readonly<Record<string, unknown>> };

/** What must be stored together, or not at all. */
export type LogRecord = {
  readonly atMs: EpochMs;
  readonly events: readonly LoggedEvent[];
  readonly outbox: readonly OutboxDraft[];
  /** Numbers that have been used with it, and are not to be used again. */
  readonly used?: readonly UsedNumber[];
};

/** `name`: of what only higher numbers are taken from then on. */
export type UsedNumber = { readonly name: string; readonly number: number };

/** `storage-full`: no space; `storage-failed`: any other fault of disk or database. `detail` is for people. */
export type StorageFault = { readonly code: 'storage-full' | 'storage-failed'; readonly detail: string };

/** One row of the log. `late`: it was not on disk when the door acted on it. */
export type StoredEvent = {
  readonly seq: number;
  readonly bootId: BootId;
  readonly atMs: EpochMs;
  readonly late: boolean;
  readonly event: LoggedEvent;
};

/** The last row, and its hash as hex: all that was logged before it hangs on that. Zero before the first. */
export type LogHead = { readonly seq: number; readonly hash: string };

/** The longest that a door waits for the disk before it acts (the rule at the door). */
export const LATE_AFTER = milliseconds(25);

/** Append-only. Records are stored in the order of the calls. No call throws; none blocks the caller's thread. */
export interface AccessLog {
  /**
   * Stores one record durably: it survives a loss of power once this resolves with ok. `late` marks its rows. A record
   * whose commit itself took longer than `LATE_AFTER` is marked by the storage, as its annotation of the row.
   */
  append(record: LogRecord, late: boolean): Promise<Result<void, StorageFault>>;
  /**
   * Everything since the last `occupancy-reset` (inclusive), oldest first, and what before it is in no hour's statistics
   * yet; all there is when there was no reset. `mayGoOn` is asked between the pieces of a long day: a fault where it may not.
   */
  readSinceReset(mayGoOn?: () => boolean): Promise<Result<readonly StoredEvent[], StorageFault>>;
  /** Of the same rows those that tell of a door's mode, oldest first; from a disk that can only be read, too. */
  doorModes(): Promise<Result<readonly LoggedEvent<'door-mode-changed'>[], StorageFault>>;
  head(): Promise<Result<LogHead, StorageFault>>;
  /** What central staff had told last; null when that is nothing. */
  newestAnnouncement(): Promise<Result<LoggedEvent<'announcement-made'> | null, StorageFault>>;
  /** Broken databases that were put aside, and are there for a person to look at. */
  filesAside(): readonly string[];
  /** Told of each of them: of those that are there already at once. */
  onPutAside(listener: (file: string) => void): void;
  /** Told each time that the database was opened anew: what it did not give before, it may give now. */
  onOpened(listener: () => void): void;
}
