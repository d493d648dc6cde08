import type { ImportPlan } from '../contract/credential-import.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { LogRecord } from '../ports/access-log.ts';

/** What the storage thread is asked to do for an import, and for an export. `rows`: as `stagedText` writes them. */
export type ImportJob =
  | { readonly op: 'clear-import' }
  | { readonly op: 'stage-rows'; readonly rows: string }
  | { readonly op: 'commit-import'; readonly plan: ImportPlan; readonly rows: number; readonly record: LogRecord }
  | { readonly op: 'read-credentials'; readonly after: CredentialHash | null; readonly limit: number };
