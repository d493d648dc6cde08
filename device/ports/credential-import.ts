import type { ExportedCredential, ImportDone, ImportId, ImportPlan, ImportRow } from '../contract/credential-import.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { LogRecord, StorageFault } from './access-log.ts';

/** `count` of the cards are known already; `lines` are the first of theirs, at most 1,000. */
export type KnownFault = {
  readonly code: 'credentials-known';
  readonly count: number;
  readonly lines: readonly number[];
};

/**
 * `import-running`: there is one at a time. `import-unknown`: it is over, was given up or forgotten. `rows-repeated`: a
 * card came twice; the import is over. `label-refused`, `personal-number`: what a row says may not be written down.
 */
export type ImportFault =
  | KnownFault
  | {
      readonly code:
        | 'import-running'
        | 'import-unknown'
        | 'rows-repeated'
        | 'label-refused'
        | 'personal-number'
        | 'storage-failed';
      readonly message: string;
    };

/**
 * Many credentials at once, all or none: nothing is known of them before `commit` resolves with ok, and everything
 * then. An import that nobody asks about for a minute is forgotten.
 */
export interface CredentialImports {
  begin(plan: ImportPlan): Promise<Result<ImportId, ImportFault>>;
  /** Resolves with the lines of those that are known already. */
  add(id: ImportId, rows: readonly ImportRow[]): Promise<Result<readonly number[], ImportFault>>;
  /** The import is over, whatever comes of it. */
  commit(id: ImportId): Promise<Result<ImportDone, ImportFault>>;
  cancel(id: ImportId): Promise<Result<void, ImportFault>>;
  /** Everything that is known, page by page. `after`: null for the first page. */
  page(after: CredentialHash | null, limit: number): Promise<Result<readonly ExportedCredential[], ImportFault>>;
}

/** `import-lost`: not all rows are there any more, because the database was opened anew. */
export type StageFault = StorageFault | { readonly code: 'import-lost' };

/**
 * Where the rows of the one import wait, outside the tables that they are for. They do not outlive the process; each
 * call takes the disk for some milliseconds alone, `commit` for as long as it takes.
 */
export interface ImportStage {
  /** Forgets all rows. */
  clear(): Promise<Result<void, StorageFault>>;
  /** Resolves with how many were new among the rows that wait. */
  add(rows: readonly ImportRow[]): Promise<Result<number, StageFault>>;
  /** Everything with its record in one transaction; `rows`: how many there must be. No row waits afterwards. */
  commit(plan: ImportPlan, rows: number, record: LogRecord): Promise<Result<ImportDone, StageFault | KnownFault>>;
  /** Every credential in ascending order of hashes, from the first after `after`. */
  read(after: CredentialHash | null, limit: number): Promise<Result<readonly ExportedCredential[], StorageFault>>;
}
