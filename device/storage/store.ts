import { dirname, join } from 'node:path';
import { type Database, SqliteError } from 'better-sqlite3';
import type { BootId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { LATE_AFTER, type StorageFault } from '../ports/access-log.ts';
import type { CredentialTable } from './credential-index.ts';
import { readCredentialTable } from './credential-table.ts';
import { type HeldDatabase, type OpenStorageFault, openDatabase, storageFaultOf } from './database.ts';
import type { RowRange } from './log-writer.ts';
import { type Answer, type Job, READS_ALONE, sharedMonotonicMs, type WorkerStart } from './messages.ts';
import { perform } from './perform.ts';
import { brokenAside } from './put-aside.ts';
import { isCorrupt, putAside, salvage } from './quarantine.ts';
import { readAlone } from './read-alone.ts';
import { beginAfterReplacement, removeReplacedMarker, replacedMarker } from './replaced.ts';
import { Statements } from './statements.ts';

export type PostedJob = { readonly id: number; readonly postedAtMs: number; readonly job: Job };

export type Opened =
  | { readonly kind: 'opened'; readonly credentials: CredentialTable; readonly aside: readonly string[] }
  /** `credentials`: null where they could not be read either, or were before. */
  | { readonly kind: 'broken'; readonly credentials: CredentialTable | null }
  | { readonly kind: 'refused'; readonly fault: OpenStorageFault };

type OpenDatabase = HeldDatabase & { readonly statements: Statements };

/**
 * The database as the storage thread sees it: opened when it can be, and opened anew after a fault, since a failed
 * fsync leaves nothing that may be trusted (LWN 752063). Jobs that wait together share one commit.
 */
export class Store {
  readonly #start: WorkerStart;
  readonly #onOpened: (opened: Opened) => void;
  #open: OpenDatabase | null = null;
  /** The file is broken: the next attempt puts it aside. */
  #corrupt = false;
  /** Whether anybody has the credentials. */
  #handedOver = false;
  /** The database is another program's by now, and not even read. */
  #refused = false;

  constructor(start: WorkerStart, onOpened: (opened: Opened) => void) {
    this.#start = start;
    this.#onOpened = onOpened;
  }

  open(): StorageFault | null {
    try {
      return this.#openOrReplace();
    } catch (cause) {
      this.close();
      const fault = storageFaultOf(cause);
      this.#onOpened({ kind: 'broken', credentials: this.#credentialsAlone() });
      return fault;
    }
  }

  /** At a start alone: whoever has them is told of each change. */
  #credentialsAlone(): CredentialTable | null {
    const credentials = this.#handedOver ? null : readAlone(this.#start.file, readCredentialTable);
    this.#handedOver ||= credentials !== null;
    return credentials;
  }

  #openOrReplace(): StorageFault | null {
    try {
      if (!this.#corrupt) return this.#openFile();
    } catch (cause) {
      if (!isCorrupt(cause)) throw cause;
      this.close();
    }
    putAside(this.#start.file, Date.now());
    this.#corrupt = false;
    return this.#openFile();
  }

  #openFile(): StorageFault | null {
    const { file, bootId } = this.#start;
    const opened = openDatabase(file);
    this.#refused = !opened.ok;
    if (!opened.ok) {
      this.#onOpened({ kind: 'refused', fault: opened.error });
      return { code: 'storage-failed', detail: opened.error.message };
    }
    this.#open = prepared(opened.value, bootId);
    const aside = brokenAside(file);
    beginAnewAfter(aside, this.#open, file);
    takeOver(this.#open, file);
    this.#onOpened({ kind: 'opened', credentials: readCredentialTable(this.#open.db), aside });
    this.#handedOver = true;
    return null;
  }

  /** All of these are stored together, or none is. The answers keep the order of the jobs. */
  run(jobs: readonly PostedJob[]): readonly Answer[] {
    const fault = this.#open ? null : this.open();
    if (fault !== null || this.#open === null)
      return this.#withoutWriting(jobs, fault ?? { code: 'storage-failed', detail: '' });
    const open = this.#open;
    const { db, statements } = open;
    try {
      const done = committed(open, () => jobs.map((posted) => ({ posted, ...perform(posted.job, statements) })));
      this.#annotateLate(done, open);
      const replaced = statements.imports.takeReplaced();
      // All of an import went through it.
      if (replaced) statements.wal.owe();
      statements.wal.settle();
      if (replaced) this.#handOver(db);
      return done.map(({ posted: { id, job }, value }) => {
        const isLast = job.op === 'compact-some' && value === true;
        return { id, result: isLast && statements.wal.owed ? err(walHeld) : ok(value) };
      });
    } catch (cause) {
      const met = storageFaultOf(cause);
      this.#corrupt ||= isCorrupt(cause);
      if (met.code === 'storage-failed') this.close();
      return failAll(jobs, met);
    }
  }

  /** Whose PIN it was, by which rules: a disk that takes nothing gives that all the same. */
  #withoutWriting(jobs: readonly PostedJob[], fault: StorageFault): readonly Answer[] {
    const { file, bootId } = this.#start;
    if (this.#refused || !jobs.some(({ job }) => READS_ALONE.has(job.op))) return failAll(jobs, fault);
    const answers = readAlone(file, (db) => {
      const statements = new Statements(db, bootId);
      return jobs.map(({ id, job }) => ({
        id,
        result: READS_ALONE.has(job.op) ? ok(perform(job, statements).value) : err(fault),
      }));
    });
    return answers ?? failAll(jobs, fault);
  }

  /** After an import, before its answer: whoever hears that it is done finds its credentials. */
  #handOver(db: Database): void {
    try {
      const aside = brokenAside(this.#start.file);
      this.#onOpened({ kind: 'opened', credentials: readCredentialTable(db), aside });
    } catch (cause) {
      // The rows themselves are safe, and read when the database is opened anew.
      storageFaultOf(cause);
      this.close();
    }
  }

  /** A commit that took longer than a door waits: the rows are there, and say that the door did not wait for them. */
  #annotateLate(done: readonly { posted: PostedJob; rows: RowRange | null }[], open: OpenDatabase): void {
    const now = sharedMonotonicMs();
    const late = joined(
      done.flatMap(({ posted, rows }) =>
        rows !== null && now - posted.postedAtMs > LATE_AFTER ? [{ ...rows, atMs: atOf(posted.job) }] : [],
      ),
    );
    if (late.length === 0) return;
    try {
      committed(open, () => {
        for (const { first, last, atMs } of late)
          open.statements.log.append([{ type: 'log-annotated', first, last }], atMs, false);
      });
    } catch (cause) {
      // The rows themselves are safe; the disk's fault shows at the next job.
      storageFaultOf(cause);
    }
  }

  close(): void {
    const open = this.#open;
    this.#open = null;
    try {
      open?.close();
    } catch (cause) {
      storageFaultOf(cause);
    }
  }
}

/** What was purged lies in the write-ahead log still. */
const walHeld: StorageFault = { code: 'storage-failed', detail: 'another program reads the database' };

/**
 * Lets go of it where that fails, so that it can be opened again. Tables that are not this program's, in a file of its own
 * version, are tables that broke.
 */
function prepared(held: HeldDatabase, bootId: BootId): OpenDatabase {
  try {
    return { ...held, statements: new Statements(held.db, bootId) };
  } catch (cause) {
    held.close();
    const isOtherTable = cause instanceof SqliteError && cause.code === 'SQLITE_ERROR';
    throw isOtherTable ? new SqliteError(cause.message, 'SQLITE_CORRUPT') : cause;
  }
}

/**
 * A log that is empty beside a broken database is one to be begun anew, with what can be read of that. This holds until
 * it is done: power may be cut in between, or the disk full.
 */
function beginAnewAfter(aside: readonly string[], open: OpenDatabase, file: string): void {
  const newest = aside[aside.length - 1];
  const { log } = open.statements;
  if (newest === undefined || log.head.seq > 0) return;
  committed(open, () => log.append(salvage(join(dirname(file), newest), open.db), Date.now(), false));
}

/** A box that has taken another one's place says so once, and begins to count where that one cannot have come. */
function takeOver(open: OpenDatabase, file: string): void {
  const marker = replacedMarker(file, Date.now());
  if (marker === null) return;
  committed(open, () => {
    const events = beginAfterReplacement(open.db, marker);
    if (events.length > 0) open.statements.log.append(events, Date.now(), false);
  });
  removeReplacedMarker(file);
}

/** The chain goes on from what was committed, and from nothing else. */
function committed<T>({ db, statements }: OpenDatabase, work: () => T): T {
  try {
    const done = db.transaction(work)();
    statements.log.committed();
    return done;
  } catch (cause) {
    statements.log.rolledBack();
    statements.outbox.rolledBack();
    throw cause;
  }
}

type Late = RowRange & { readonly atMs: number };

/** Rows that follow each other are told of at once. */
function joined(ranges: readonly Late[]): readonly Late[] {
  const all: Late[] = [];
  for (const range of ranges) {
    const before = all[all.length - 1];
    if (before?.last === range.first - 1) all[all.length - 1] = { ...range, first: before.first };
    else all.push(range);
  }
  return all;
}

/** When what it tells of happened. */
function atOf(job: Job): number {
  if (job.op === 'add-incident') return job.note.record.atMs;
  return 'record' in job ? job.record.atMs : Date.now();
}

function failAll(jobs: readonly PostedJob[], fault: StorageFault): readonly Answer[] {
  return jobs.map(
    ({ id }) => ({ id, result: err(fault) }) satisfies { id: number; result: Result<never, StorageFault> },
  );
}
