import type { Result } from '../contract/result.ts';
import type { StorageFault } from './access-log.ts';

/** The highest number of each name that was stored with a record (`LogRecord.used`). */
export interface UsedNumbers {
  all(): Promise<Result<ReadonlyMap<string, number>, StorageFault>>;
}
