import type { CredentialHash } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';

/** Which cards a library has vouched for: keyed hashes and nothing else. What the disk does not give is not known. */
export interface PatronMemory {
  /** Until when its last good word counts; null when there is none. */
  goodUntil(credential: CredentialHash): Promise<EpochMs | null>;
  remember(credential: CredentialHash, until: EpochMs): void;
  forget(credential: CredentialHash): void;
}
