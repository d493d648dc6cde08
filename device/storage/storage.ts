import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../contract/result.ts';
import type { AccessLog, StorageFault, StoredEvent } from '../ports/access-log.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { ImportStage } from '../ports/credential-import.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IncidentStore } from '../ports/incidents.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { PatronMemory } from '../ports/patron-memory.ts';
import type { PersonalRecords } from '../ports/personal-records.ts';
import type { PolicyStore } from '../ports/policy-store.ts';
import type { Retention } from '../ports/retention.ts';
import type { TagCounters } from '../ports/tag-counters.ts';
import type { UsedNumbers } from '../ports/used-numbers.ts';
import { CredentialIndex, type CredentialTable, noCredentials } from './credential-index.ts';
import type { OpenStorageFault } from './database.ts';
import { directoryOf } from './directory.ts';
import { hoursOf } from './hours.ts';
import { importStageOf } from './import-stage.ts';
import { incidentsOf } from './incidents.ts';
import { KeptCounters } from './kept-counters.ts';
import { type FromWorker, type Job, sharedMonotonicMs, type WorkerStart } from './messages.ts';
import { personalRecordsOf } from './personal-records.ts';
import { readOrFault } from './readable-rows.ts';
import { retentionOf } from './retention.ts';
import {
  LogPiece,
  parseAnnouncement,
  parseCount,
  parseCounters,
  parseDone,
  parseDoorModes,
  parseHead,
  parseInstant,
  parseOutboxRows,
  parsePolicy,
  parseUsedNumbers,
} from './rows.ts';

export type { OpenStorageFault } from './database.ts';

export type Storage = {
  readonly log: AccessLog;
  readonly directory: CredentialDirectory;
  readonly importStage: ImportStage;
  readonly outbox: Outbox;
  readonly patronMemory: PatronMemory;
  readonly personalRecords: PersonalRecords;
  readonly policies: PolicyStore;
  readonly retention: Retention;
  readonly hours: HourStore;
  readonly incidents: IncidentStore;
  readonly tagCounters: TagCounters;
  readonly usedNumbers: UsedNumbers;
  /** Finishes what was asked and closes the file; gives up after a second when the disk hangs. */
  close(): Promise<void>;
};

/** A disk that hangs at start must not keep the door from working. */
const LONGEST_OPEN_MS = 5_000;
const LONGEST_CLOSE_MS = 1_000;

/** Megabytes. The thread needs little; without limits V8 lets garbage of the start lie for ever. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 };

type Answered = (result: Result<unknown, StorageFault>) => void;

/**
 * Opens the database in a thread of its own. Refused are a database of a newer program and one that another process
 * holds. A broken, full or hanging disk is no refusal: the box starts without it, each job answers with the fault, and
 * tries again.
 */
export async function openStorage(start: WorkerStart): Promise<Result<Storage, OpenStorageFault>> {
  const thread = new StorageThread(start);
  const refused = await thread.opened;
  if (refused !== null) {
    await thread.close();
    return err(refused);
  }
  return ok({
    log: logOf(thread),
    directory: directoryOf(thread),
    importStage: importStageOf(thread),
    outbox: outboxOf(thread),
    patronMemory: patronMemoryOf(thread),
    personalRecords: personalRecordsOf(thread),
    tagCounters: tagCountersOf(thread),
    retention: retentionOf(thread),
    hours: hoursOf(thread),
    incidents: incidentsOf(thread),
    policies: {
      newest: () => thread.run({ op: 'read-policy' }, parsePolicy),
      save: (policy, record) => thread.run({ op: 'save-policy', policy, record }, parseDone),
    },
    usedNumbers: { all: () => thread.run({ op: 'read-used-numbers' }, parseUsedNumbers) },
    close: () => thread.close(),
  });
}

class StorageThread {
  readonly opened: Promise<OpenStorageFault | null>;
  credentials = new CredentialIndex(noCredentials);
  /** Broken databases that lie beside this one. */
  aside: readonly string[] = [];
  readonly #worker: Worker;
  readonly #answers = new Map<number, Answered>();
  #lastId = 0;
  readonly #replaced: (() => void)[] = [];
  #putAside: (file: string) => void = () => {};
  #closed: () => void = () => {};
  #closing: Promise<void> | null = null;

  constructor(workerData: WorkerStart) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#worker = new Worker(new URL(`./storage-worker.${extension}`, import.meta.url), {
      workerData,
      resourceLimits,
    });
    // A bug in the storage thread is a bug in the program: it ends the process, and the strike with it.
    this.#worker.on('error', (error) => {
      throw error;
    });
    this.opened = new Promise((resolve) => {
      const giveUp = setTimeout(() => resolve(null), LONGEST_OPEN_MS);
      this.#worker.on('message', (message: FromWorker) => {
        this.#take(message, (refused) => {
          clearTimeout(giveUp);
          resolve(refused);
        });
      });
    });
  }

  /** Calls back each time that `credentials` is another index: the database was opened anew, or an import has changed it. */
  onReplaced(listener: () => void): void {
    this.#replaced.push(listener);
  }

  /** Calls back for each database that was found broken. */
  onPutAside(listener: (file: string) => void): void {
    this.#putAside = listener;
    for (const file of this.aside) listener(file);
  }

  asideRemoved(file: string): void {
    this.aside = this.aside.filter((each) => each !== file);
  }

  /** `parse` checks what the thread gives back: database rows are input like any other. */
  run<T>(job: Job, parse: (value: unknown) => T): Promise<Result<T, StorageFault>> {
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      this.#answers.set(id, (result) => resolve(result.ok ? readOrFault(result.value, parse) : result));
      this.#worker.postMessage({ id, postedAtMs: sharedMonotonicMs(), job });
    });
  }

  /** The second call waits for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#closed = resolve;
      setTimeout(resolve, LONGEST_CLOSE_MS).unref();
    });
    this.#worker.postMessage({ close: true });
    await closed;
    void this.#worker.terminate();
  }

  #take(message: FromWorker, opened: (refused: OpenStorageFault | null) => void): void {
    switch (message.kind) {
      case 'opened':
        this.#tellAside(message.aside);
        this.#replace(message.credentials);
        opened(null);
        break;
      case 'broken':
        if (message.credentials !== null) this.#replace(message.credentials);
        opened(null);
        break;
      case 'refused':
        opened(message.fault);
        break;
      case 'answers':
        for (const { id, result } of message.answers) this.#answer(id, result);
        break;
      case 'closed':
        this.#closed();
        break;
    }
  }

  #replace(credentials: CredentialTable): void {
    this.credentials = new CredentialIndex(credentials);
    for (const replaced of this.#replaced) replaced();
  }

  #tellAside(aside: readonly string[]): void {
    const before = this.aside;
    this.aside = aside;
    for (const file of aside) if (!before.includes(file)) this.#putAside(file);
  }

  #answer(id: number, result: Result<unknown, StorageFault>): void {
    this.#answers.get(id)?.(result);
    this.#answers.delete(id);
  }
}

const nothing = () => undefined;

function logOf(thread: StorageThread): AccessLog {
  return {
    append: (record, late) => thread.run({ op: 'append', record, late }, nothing),
    readSinceReset: (mayGoOn) => readSinceReset(thread, mayGoOn),
    doorModes: () => thread.run({ op: 'read-door-modes' }, parseDoorModes),
    head: () => thread.run({ op: 'read-head' }, parseHead),
    newestAnnouncement: () => thread.run({ op: 'read-announcement' }, parseAnnouncement),
    filesAside: () => thread.aside,
    onPutAside: (listener) => thread.onPutAside(listener),
    onOpened: (listener) => thread.onReplaced(listener),
  };
}

/** A piece at a time: neither this thread nor the other one has memory for two copies of a long day. */
async function readSinceReset(
  thread: StorageThread,
  mayGoOn: () => boolean = () => true,
): Promise<Result<readonly StoredEvent[], StorageFault>> {
  const events: StoredEvent[] = [];
  let after: number | null = null;
  do {
    const piece: Result<LogPiece, StorageFault> = await thread.run({ op: 'read-since-reset', after }, (value) =>
      LogPiece.parse(value),
    );
    if (!piece.ok) return piece;
    events.push(...piece.value.rows);
    after = piece.value.next;
  } while (after !== null && mayGoOn());
  return after === null ? ok(events) : err({ code: 'storage-failed', detail: 'given up by whoever asked' });
}

function tagCountersOf(thread: StorageThread): TagCounters {
  const counters = new KeptCounters((hash, counter) => {
    void thread.run({ op: 'raise-counter', hash, counter }, nothing);
  });
  const learn = () =>
    void thread.run({ op: 'read-counters' }, parseCounters).then((read) => read.ok && counters.learn(read.value));
  learn();
  // A disk that did not give them at the start gives them when it is back.
  thread.onReplaced(learn);
  return counters;
}

function patronMemoryOf(thread: StorageThread): PatronMemory {
  return {
    async goodUntil(hash) {
      const read = await thread.run({ op: 'read-patron', hash }, parseInstant);
      return read.ok ? read.value : null;
    },
    remember: (hash, until) => void thread.run({ op: 'remember-patron', hash, until }, nothing),
    forget: (hash) => void thread.run({ op: 'remember-patron', hash, until: null }, nothing),
  };
}

function outboxOf(thread: StorageThread): Outbox {
  return {
    read: (after, limit) => thread.run({ op: 'read-outbox', after, limit }, parseOutboxRows),
    acknowledge: (rows) => thread.run({ op: 'acknowledge', rows }, nothing),
    count: () => thread.run({ op: 'count-outbox' }, parseCount),
    dropSome: (cutoff) => thread.run({ op: 'drop-some', cutoff }, parseDone),
  };
}
