import type { Database } from 'better-sqlite3';
import { assertNever, err, ok, type Result } from '../contract/result.ts';
import { LATE_AFTER, type StorageFault } from '../ports/access-log.ts';
import type { CredentialTable } from './credential-index.ts';
import { readCredentialTable } from './credential-table.ts';
import { type OpenStorageFault, openDatabase, storageFaultOf } from './database.ts';
import { type Answer, type Job, sharedMonotonicMs, type WorkerStart } from './messages.ts';
import { type RowRange, Statements } from './statements.ts';

export type PostedJob = { readonly id: number; readonly postedAtMs: number; readonly job: Job };

export type Opened =
  | { readonly kind: 'opened'; readonly credentials: CredentialTable }
  | { readonly kind: 'broken' }
  | { readonly kind: 'refused'; readonly fault: OpenStorageFault };

type OpenDatabase = { readonly db: Database; readonly statements: Statements };

/**
 * The database as the storage thread sees it: opened when it can be, and opened anew after a fault, since a failed
 * fsync leaves nothing that may be trusted (LWN 752063). Jobs that wait together share one commit.
 */
export class Store {
  readonly #start: WorkerStart;
  readonly #onOpened: (opened: Opened) => void;
  #open: OpenDatabase | null = null;

  constructor(start: WorkerStart, onOpened: (opened: Opened) => void) {
    this.#start = start;
    this.#onOpened = onOpened;
  }

  open(): StorageFault | null {
    try {
      const opened = openDatabase(this.#start.file);
      if (!opened.ok) {
        this.#onOpened({ kind: 'refused', fault: opened.error });
        return { code: 'storage-failed', detail: opened.error.message };
      }
      const db = opened.value;
      const credentials = readCredentialTable(db);
      this.#open = { db, statements: new Statements(db, this.#start.bootId) };
      this.#onOpened({ kind: 'opened', credentials });
      return null;
    } catch (cause) {
      const fault = storageFaultOf(cause);
      this.#onOpened({ kind: 'broken' });
      return fault;
    }
  }

  /** All of these are stored together, or none is. The answers keep the order of the jobs. */
  run(jobs: readonly PostedJob[]): readonly Answer[] {
    const fault = this.#open ? null : this.open();
    if (fault !== null || this.#open === null) return failAll(jobs, fault ?? { code: 'storage-failed', detail: '' });
    const { db, statements } = this.#open;
    try {
      const done = db.transaction(() => jobs.map((posted) => ({ posted, ...perform(posted.job, statements) })))();
      this.#annotateLate(done, this.#open);
      if (statements.imports.takeReplaced()) this.#handOver(db);
      return done.map(({ posted, value }) => ({ id: posted.id, result: ok(value) }));
    } catch (cause) {
      const met = storageFaultOf(cause);
      if (met.code === 'storage-failed') this.close();
      return failAll(jobs, met);
    }
  }

  /** After an import, before its answer: whoever hears that it is done finds its credentials. */
  #handOver(db: Database): void {
    try {
      this.#onOpened({ kind: 'opened', credentials: readCredentialTable(db) });
    } catch (cause) {
      // The rows themselves are safe, and read when the database is opened anew.
      storageFaultOf(cause);
      this.close();
    }
  }

  /** A commit that took longer than a door waits: the rows are there, and say that the door did not wait for them. */
  #annotateLate(done: readonly { posted: PostedJob; rows: RowRange | null }[], { db, statements }: OpenDatabase): void {
    const now = sharedMonotonicMs();
    const late = done.flatMap(({ posted, rows }) =>
      rows !== null && now - posted.postedAtMs > LATE_AFTER ? [rows] : [],
    );
    if (late.length === 0) return;
    try {
      db.transaction(() => {
        for (const rows of late) statements.markLate(rows);
      })();
    } catch (cause) {
      // The rows themselves are safe; the disk's fault shows at the next job.
      storageFaultOf(cause);
    }
  }

  close(): void {
    const open = this.#open;
    this.#open = null;
    try {
      open?.db.close();
    } catch (cause) {
      storageFaultOf(cause);
    }
  }
}

function perform(job: Job, statements: Statements): { value: unknown; rows: RowRange | null } {
  switch (job.op) {
    case 'append':
      return { value: undefined, rows: statements.append(job.record, job.late) };
    case 'enrol':
    case 'block':
    case 'remove':
    case 'set-pin': {
      const changed = statements.credentials.change(job);
      return { value: changed, rows: changed.length > 0 ? statements.append(job.record, false) : null };
    }
    case 'count-use':
      return { value: statements.credentials.countUse(job.hash, job.usesLeft), rows: null };
    case 'read-holder':
      return { value: statements.credentials.readHolder(job.hash), rows: null };
    case 'list-guests':
      return { value: statements.credentials.guests(job.now), rows: null };
    case 'clear-import':
    case 'stage-rows':
    case 'commit-import':
    case 'read-credentials':
      return { value: statements.imports.run(job), rows: null };
    case 'remember-patron':
      return { value: statements.credentials.rememberPatron(job.hash, job.until), rows: null };
    case 'read-patron':
      return { value: statements.credentials.readPatron(job.hash), rows: null };
    case 'save-policy': {
      const rows = statements.savePolicy(job);
      return { value: rows !== null, rows };
    }
    case 'read-policy':
      return { value: statements.readPolicy(), rows: null };
    case 'read-counters':
      return { value: statements.readCounters(), rows: null };
    case 'raise-counter':
      return { value: statements.raiseCounter(job.hash, job.counter), rows: null };
    case 'read-since-reset':
      return { value: statements.readSinceReset(), rows: null };
    case 'read-outbox':
      return { value: statements.readOutbox(job.after, job.limit), rows: null };
    case 'acknowledge':
      return { value: statements.acknowledge(job.ids), rows: null };
    case 'count-outbox':
      return { value: statements.countOutbox(), rows: null };
    default:
      return assertNever(job);
  }
}

function failAll(jobs: readonly PostedJob[], fault: StorageFault): readonly Answer[] {
  return jobs.map(
    ({ id }) => ({ id, result: err(fault) }) satisfies { id: number; result: Result<never, StorageFault> },
  );
}
