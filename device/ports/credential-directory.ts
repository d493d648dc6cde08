import type { CredentialRole } from '../contract/access.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';
import type { LogRecord, StorageFault } from './access-log.ts';

/** What is written down of a credential when it is enrolled. Null: no limit. */
export type Enrolment = {
  readonly role: CredentialRole;
  readonly validFrom: EpochMs | null;
  readonly validUntil: EpochMs | null;
  readonly usesLeft: number | null;
  /** By what a host is called in the log; null for visitors, always. */
  readonly label: string | null;
  /** The same holder has this credential already; null for a holder of its own. */
  readonly holderOf: CredentialHash | null;
};

/** `credential-known`: one token, one holder. `credential-unknown`: it is not enrolled. */
export type DirectoryFault = StorageFault | { readonly code: 'credential-known' | 'credential-unknown' };

export type HolderSecrets = {
  readonly label: string | null;
  /** Argon2id, as a PHC string. */
  readonly pin: string | null;
};

export type GuestRecord = {
  readonly hash: CredentialHash;
  readonly validUntil: EpochMs | null;
  readonly usesLeft: number | null;
};

type Done = Promise<Result<void, DirectoryFault>>;

/**
 * The credentials that this box knows. Looked up in memory, so that a stalled disk cannot stall a decision. Each change
 * is stored with its `record` in one transaction, and known to `find` once it resolves with ok; else nothing changed.
 */
export interface CredentialDirectory {
  /** Takes microseconds, whatever the size of the directory. */
  find(hash: CredentialHash): CredentialRecord | null;
  /** How many credentials are known. */
  size(): number;
  /** How many of them are hosts' and not blocked. */
  hostCards(): number;
  enrol(hash: CredentialHash, enrolment: Enrolment, record: LogRecord): Done;
  /** `why`: null lifts the block; one that was known as blocked alone is known no longer then. */
  block(hash: CredentialHash, why: string | null, record: LogRecord): Done;
  /** All of these; `why`: null lifts the blocks. One that is not known is known from then on, as blocked alone. */
  blockAll(hashes: readonly CredentialHash[], why: string | null, record: LogRecord): Done;
  /** The credential, and its holder when it was the last. */
  remove(hash: CredentialHash, record: LogRecord): Done;
  /** For all credentials of its holder. `pin`: a PHC string; null takes it away. */
  setPin(hash: CredentialHash, pin: string | null, record: LogRecord): Done;
  /** A guest pass was used, or was not after all. Known to `find` at once; stored when the disk takes it. */
  countUse(hash: CredentialHash, usesLeft: number): void;
  /** Asks the disk for the guest passes that are good after `now`, the newest first, at most 20. */
  guests(now: EpochMs): Promise<Result<readonly GuestRecord[], StorageFault>>;
  /** Asks the disk. */
  readHolder(hash: CredentialHash): Promise<Result<HolderSecrets, StorageFault>>;
}
