import type { PartStatus } from '../contract/status.ts';
import { type Milliseconds, milliseconds } from '../contract/units.ts';
import { type AccessLog, LATE_AFTER, type LogRecord, type StorageFault } from '../ports/access-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';

/** `durable`: on disk. `late`: kept in memory or under way; it is stored as soon as the disk takes it. */
export type Recorded = 'durable' | 'late';

/** Records kept while the disk takes none; some hundred bytes each, so a few megabytes. */
const MOST_PENDING = 10_000;
/** Of these, handed to a disk that takes records again: some milliseconds of the thread that decides. */
const AT_A_TIME = 500;
const FIRST_RETRY = milliseconds(250);
const LONGEST_RETRY = milliseconds(5_000);

/**
 * The rule at the door: a decision is stored before the strike is energised, but the strike never waits longer than
 * `LATE_AFTER` for the disk. What the disk did not take is kept here, in order, and tried again until it does.
 */
export class Recorder {
  readonly #log: AccessLog;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #onChange: () => void;
  #backlog: LogRecord[] = [];
  #inFlight = 0;
  #retryAfter: Milliseconds = FIRST_RETRY;
  #fault: { code: string; sinceMs: number } | null = null;
  #healthySinceMs: number;

  constructor(log: AccessLog, clock: Clock, journal: Journal, onChange: () => void) {
    this.#log = log;
    this.#clock = clock;
    this.#journal = journal;
    this.#onChange = onChange;
    this.#healthySinceMs = clock.wallMs();
  }

  /** Records that are not on disk yet. */
  pending(): number {
    return this.#backlog.length + this.#inFlight;
  }

  /** Whether some wait until the disk takes records again. */
  holdsBack(): boolean {
    return this.#backlog.length > 0;
  }

  status(): PartStatus {
    if (this.#fault) return { state: 'faulted', sinceMs: this.#fault.sinceMs, faultCode: this.#fault.code };
    return { state: 'ready', sinceMs: this.#healthySinceMs };
  }

  /** Resolves when the record is on disk, or `LATE_AFTER` after the call, whichever is sooner. Never rejects. */
  record(record: LogRecord): Promise<Recorded> {
    if (this.pending() >= MOST_PENDING) {
      this.#journal.write({ type: 'log-records-lost', records: record.events.length });
      return Promise.resolve('late');
    }
    if (this.#backlog.length > 0) {
      this.#backlog.push(record);
      this.#onChange();
      return Promise.resolve('late');
    }
    return this.#appendInTime(record);
  }

  /** Resolves with whether it is on disk, however long that takes: no door waits for it. Never rejects. */
  async recordSurely(record: LogRecord): Promise<boolean> {
    const stored = await this.#log.append(record, false);
    if (!stored.ok) this.#meetFault(stored.error.code, stored.error.detail);
    return stored.ok;
  }

  #appendInTime(record: LogRecord): Promise<Recorded> {
    return new Promise((resolve) => {
      const startedAt = this.#clock.monotonicMs();
      const giveUp = this.#clock.after(LATE_AFTER, () => {
        this.#meetFault('storage-slow');
        resolve('late');
      });
      this.#inFlight += 1;
      void this.#log.append(record, false).then((result) => {
        giveUp();
        this.#inFlight -= 1;
        if (result.ok) this.#settled(this.#clock.monotonicMs() - startedAt);
        else this.#keep(record, result.error);
        resolve(result.ok ? 'durable' : 'late');
      });
    });
  }

  #settled(waitedMs: number): void {
    if (waitedMs > LATE_AFTER) this.#journal.write({ type: 'log-write-slow', waitedMs: Math.round(waitedMs) });
    if (this.#fault && this.pending() === 0) this.#recover(1);
  }

  #keep(record: LogRecord, fault: StorageFault): void {
    this.#backlog.push(record);
    this.#meetFault(fault.code, fault.detail);
    if (this.#backlog.length === 1) this.#retryLater();
  }

  #retryLater(): void {
    this.#clock.after(this.#retryAfter, () => void this.#retry());
    this.#retryAfter = milliseconds(Math.min(this.#retryAfter * 2, LONGEST_RETRY));
  }

  /** The first record alone tells whether the disk takes any: a disk may be full for weeks. */
  async #retry(most = 1, stored = 0): Promise<void> {
    const batch = this.#backlog.slice(0, most);
    const results = await Promise.all(batch.map((record) => this.#log.append(record, true)));
    // A later record may be stored although an earlier one failed: only the failed ones are tried again.
    const failed = batch.filter((_, index) => !results[index]?.ok);
    this.#backlog = [...failed, ...this.#backlog.slice(batch.length)];
    const storedNow = stored + batch.length;
    if (failed.length > 0) this.#retryLater();
    else if (this.#backlog.length > 0) await this.#retry(AT_A_TIME, storedNow);
    else this.#recover(storedNow);
  }

  #meetFault(code: string, detail?: string): void {
    if (this.#fault?.code !== code) {
      this.#fault = { code, sinceMs: this.#clock.wallMs() };
      this.#journal.write({ type: 'log-write-failed', code, ...(detail === undefined ? {} : { detail }) });
    }
    this.#onChange();
  }

  #recover(records: number): void {
    this.#fault = null;
    this.#healthySinceMs = this.#clock.wallMs();
    this.#retryAfter = FIRST_RETRY;
    this.#journal.write({ type: 'log-write-recovered', records });
    this.#onChange();
  }
}
