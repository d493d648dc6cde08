import type { Result } from '../contract/result.ts';
import type { HourRow } from '../contract/statistics.ts';
import type { EpochMs } from '../contract/units.ts';
import type { StorageFault } from './access-log.ts';

/** What each hour came to; kept when the rows that it was made of are purged. */
export interface HourStore {
  /**
   * Stores hours, soon after their end. `anewBefore`: they were made anew from the log at a start, and all rows with a
   * number below it are in them; since the log does not tell how the office was served, they do not take the place of
   * those that are there. Null for hours that were lived through. `published`: each that is stored goes into the outbox too.
   */
  put(
    rows: readonly HourRow[],
    now: EpochMs,
    anewBefore: number | null,
    published: boolean,
  ): Promise<Result<void, StorageFault>>;
  /** Those that began in that time, the end excluded; oldest first. */
  read(from: EpochMs, until: EpochMs): Promise<Result<readonly HourRow[], StorageFault>>;
  /** The number of a row of the log before which all is in the hours; 0 when nothing is. */
  summedBefore(): Promise<Result<number, StorageFault>>;
}
