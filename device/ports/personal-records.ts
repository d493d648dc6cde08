import type { CredentialHash, Pseudonym } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import type { StorageFault, StoredEvent } from './access-log.ts';

/** How far back: to the last reset, where the office's day began; or as far as rows are kept. */
export type LogSpan = 'day' | 'kept';

/**
 * What the log tells of one person, by a pseudonym or a credential: to be shown to its bearer, and to be erased. It is
 * looked through a piece at a time, so that no tap waits for it. Nothing throws.
 */
export interface PersonalRecords {
  /** The passages of a pseudonym, and with them all that may have changed or ended visits; oldest first. */
  storyOf(pseudonym: Pseudonym, span: LogSpan): Promise<Result<readonly StoredEvent[], StorageFault>>;
  /**
   * Takes the subject out of the rows that tell of it, for good; the rows stay and the chain verifies as before.
   * `records`: in how many, those before a fault too. What is appended meanwhile may be missed.
   */
  erase(
    subject: Pseudonym | CredentialHash,
    span: LogSpan,
  ): Promise<{ readonly records: number; readonly fault: StorageFault | null }>;
  /** Null for a credential that is not enrolled. */
  enrolledAt(credential: CredentialHash): Promise<Result<EpochMs | null, StorageFault>>;
}
