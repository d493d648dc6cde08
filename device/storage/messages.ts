import type { HourlyBody } from '../contract/feed/history.ts';
import type { BootId, CredentialHash } from '../contract/ids.ts';
import type { Policy } from '../contract/policy.ts';
import type { Result } from '../contract/result.ts';
import type { EpochMs } from '../contract/units.ts';
import type { LogRecord, StorageFault } from '../ports/access-log.ts';
import type { Enrolment } from '../ports/credential-directory.ts';
import type { OutboxRow } from '../ports/outbox.ts';
import type { PurgeOrder } from '../ports/retention.ts';
import type { CredentialTable } from './credential-index.ts';
import type { OpenStorageFault } from './database.ts';
import type { ImportJob } from './import-messages.ts';
import type { IncidentJob } from './incident-messages.ts';
import type { SubjectJob } from './subject-messages.ts';

/** What the storage thread is started with. */
export type WorkerStart = { readonly file: string; readonly bootId: BootId };

/** A change of one credential, or of its holder's, stored with its record; answers with those that it changed, and that are gone. */
export type CredentialJob = { readonly hash: CredentialHash; readonly record: LogRecord } & (
  | { readonly op: 'enrol'; readonly enrolment: Enrolment }
  | { readonly op: 'block'; readonly why: string | null }
  | { readonly op: 'remove' }
  | { readonly op: 'set-pin'; readonly pin: string | null }
);

/** Blocks all of these, or lifts their blocks (`why`: null), with one record; answers likewise. */
export type BlockAllJob = {
  readonly op: 'block-all';
  readonly hashes: readonly CredentialHash[];
  readonly why: string | null;
  readonly record: LogRecord;
};

/** What may be kept no longer. */
export type RetentionJob =
  | { readonly op: 'read-oldest'; readonly order: Omit<PurgeOrder, 'before'>; readonly after: number }
  | { readonly op: 'read-marks' }
  | { readonly op: 'read-hold' }
  | { readonly op: 'purge-some'; readonly order: PurgeOrder }
  | { readonly op: 'record-purge'; readonly atMs: EpochMs; readonly records: number }
  | { readonly op: 'forget-expired'; readonly now: EpochMs; readonly cutoff: EpochMs }
  | { readonly op: 'remove-aside'; readonly cutoff: EpochMs }
  | { readonly op: 'compact-some' };

/** What waits for the broker. */
export type OutboxJob =
  | { readonly op: 'read-outbox'; readonly after: number; readonly limit: number }
  | { readonly op: 'acknowledge'; readonly rows: readonly OutboxRow[] }
  | { readonly op: 'count-outbox' }
  | { readonly op: 'drop-some'; readonly cutoff: EpochMs };

/** Hours as they are stored: when one began, what it came to, as JSON, and what central staff are told of it, if they are. */
export type StoredHour = { readonly hourMs: number; readonly row: string; readonly message: HourlyBody | null };

/** What each hour came to. */
export type HourJob =
  | {
      readonly op: 'put-hours';
      readonly hours: readonly StoredHour[];
      readonly nowMs: EpochMs;
      /** Of hours made anew from the log: the number of a row before which all is in them. Null for live ones. */
      readonly anewBefore: number | null;
    }
  | { readonly op: 'read-hours'; readonly fromMs: EpochMs; readonly untilMs: EpochMs }
  | { readonly op: 'summed-before' };

/** What the storage thread is asked to do. */
export type Job =
  | { readonly op: 'append'; readonly record: LogRecord; readonly late: boolean }
  | CredentialJob
  | BlockAllJob
  | ImportJob
  | RetentionJob
  | HourJob
  | SubjectJob
  | IncidentJob
  | { readonly op: 'count-use'; readonly hash: CredentialHash; readonly usesLeft: number }
  | { readonly op: 'read-holder'; readonly hash: CredentialHash }
  | { readonly op: 'list-guests'; readonly now: EpochMs }
  | { readonly op: 'remember-patron'; readonly hash: CredentialHash; readonly until: EpochMs | null }
  | { readonly op: 'read-patron'; readonly hash: CredentialHash }
  | { readonly op: 'save-policy'; readonly policy: Policy; readonly record: LogRecord }
  | { readonly op: 'read-policy' }
  | { readonly op: 'read-counters' }
  | { readonly op: 'raise-counter'; readonly hash: CredentialHash; readonly counter: number }
  | { readonly op: 'read-since-reset'; readonly after: number | null }
  | { readonly op: 'read-door-modes' }
  | { readonly op: 'read-head' }
  | { readonly op: 'read-announcement' }
  | OutboxJob
  | { readonly op: 'read-used-numbers' };

/**
 * What a door or a start asks for and changes nothing by: answered on a disk that can only be read, too. The day itself is
 * not, for its end may be missing there, and a count of it would be believed.
 */
export const READS_ALONE: ReadonlySet<Job['op']> = new Set<Job['op']>([
  'read-holder',
  'read-patron',
  'read-policy',
  'read-counters',
  'read-door-modes',
  'read-announcement',
  'list-guests',
]);

/** `postedAtMs`: on `sharedMonotonicMs`. */
export type Request =
  | { readonly id: number; readonly postedAtMs: number; readonly job: Job }
  | { readonly close: true };

export type Answer = { readonly id: number; readonly result: Result<unknown, StorageFault> };

/**
 * `opened`: the database is there (again), or an import has changed it, and holds these credentials; `aside`: broken ones
 * that lie beside it. `broken`: it
 * could not be opened; jobs try again.
 */
export type FromWorker =
  | { readonly kind: 'opened'; readonly credentials: CredentialTable; readonly aside: readonly string[] }
  | { readonly kind: 'broken'; readonly credentials: CredentialTable | null }
  | { readonly kind: 'refused'; readonly fault: OpenStorageFault }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  | { readonly kind: 'closed' };

/** A monotonic clock whose zero all threads of this process share, in milliseconds. */
export function sharedMonotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
