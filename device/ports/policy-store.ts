import type { Policy } from '../contract/policy.ts';
import type { Result } from '../contract/result.ts';
import type { LogRecord, StorageFault } from './access-log.ts';

/** The policies that this box has been given. */
export interface PolicyStore {
  /** The one with the highest version; null when there is none, or none that this program can read. */
  newest(): Promise<Result<Policy | null, StorageFault>>;
  /** Stored with its record in one transaction; false when there is one with this version or a higher one. */
  save(policy: Policy, record: LogRecord): Promise<Result<boolean, StorageFault>>;
}
