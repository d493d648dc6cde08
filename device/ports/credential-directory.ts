import type { CredentialRole } from '../contract/access.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';
import type { LogRecord, StorageFault } from './access-log.ts';

/** The credentials that this box knows. Looked up in memory, so that a stalled disk cannot stall a decision. */
export interface CredentialDirectory {
  /** Takes microseconds, whatever the size of the directory. */
  find(hash: CredentialHash): CredentialRecord | null;
  /** How many credentials are known. */
  size(): number;
  /** Stores the credential (or its new role) and `record` in one transaction; known to `find` once it resolves with ok. */
  enrol(hash: CredentialHash, role: CredentialRole, record: LogRecord): Promise<Result<void, StorageFault>>;
}
