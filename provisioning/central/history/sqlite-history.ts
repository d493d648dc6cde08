import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database, SqliteError } from 'better-sqlite3';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { OfficeState } from '../offices/office-state.ts';
import type { FeedHistory, HistoryBatch, HistoryQuery, MessageKey, PastMessage } from './feed-history.ts';
import { migrate } from './migrations.ts';
import { GapRow, MessageRow, OfficeRow, pastMessageOf, prepareStatements, type Statements } from './statements.ts';

/** How many rows are forgotten in one go: what comes in meanwhile does not wait for long. */
const FORGOTTEN_AT_ONCE = 5_000;

export type HistoryFault = {
  readonly code: 'data-folder-in-use' | 'data-folder-broken' | 'schema-too-new';
  readonly detail: string;
};

/** In a folder of this machine, held by one process at a time. */
export class SqliteHistory implements FeedHistory {
  readonly #db: Database;
  readonly #lock: Database;
  readonly #sql: Statements;

  private constructor(db: Database, lock: Database) {
    this.#db = db;
    this.#lock = lock;
    this.#sql = prepareStatements(db);
  }

  static open(folder: string): Result<SqliteHistory, HistoryFault> {
    const file = join(folder, 'feed.db');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const lock = held(`${file}.lock`);
      const db = new SqliteDatabase(file);
      chmodSync(file, 0o600);
      db.pragma('journal_mode = WAL');
      // A commit is on disk when it returns, for the broker forgets then (sqlite.org/pragma.html#pragma_synchronous).
      db.pragma('synchronous = FULL');
      const migrated = migrate(db);
      if (migrated.ok) return ok(new SqliteHistory(db, lock));
      db.close();
      lock.close();
      return err({ ...migrated.error, detail: `${file} is of a newer version of this program` });
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause)) throw cause;
      const isHeld = cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY');
      return err({ code: isHeld ? 'data-folder-in-use' : 'data-folder-broken', detail: `${file}: ${cause.message}` });
    }
  }

  async offices(): Promise<readonly OfficeState[]> {
    return this.#sql.offices.all().map((row) => {
      const { office, state } = OfficeRow.parse(row);
      const gaps = this.#sql.gapsOf.all(office).map((gap) => GapRow.parse(gap));
      return OfficeState.parse({ ...state, gaps });
    });
  }

  async has({ topic, bootid, seq, ...of }: MessageKey): Promise<boolean> {
    return this.#sql.has.get(officeName(of), topic, bootid, seq) !== undefined;
  }

  async store({ messages, offices }: HistoryBatch): Promise<void> {
    this.#db.transaction(() => {
      for (const { message, text, receivedMs } of messages) {
        const { topic, bootid, seq, atMs, late } = message;
        this.#sql.keep.run(officeName(message), topic, bootid, seq, atMs, receivedMs, late ? 1 : 0, text);
      }
      for (const { gaps, ...state } of offices) this.#storeOffice(officeName(state), state, gaps);
    })();
  }

  async read({ fromMs, untilMs, most, ...of }: HistoryQuery): Promise<readonly PastMessage[]> {
    return this.#sql.read.all(officeName(of), fromMs, untilMs, most).map((row) => pastMessageOf(MessageRow.parse(row)));
  }

  async forgetBefore(receivedMs: number): Promise<void> {
    this.#sql.forgetGaps.run(receivedMs);
    while (this.#sql.forget.run(receivedMs, FORGOTTEN_AT_ONCE).changes === FORGOTTEN_AT_ONCE)
      await new Promise((resolve) => setImmediate(resolve));
  }

  async close(): Promise<void> {
    this.#db.close();
    this.#lock.close();
  }

  #storeOffice(name: string, state: object, gaps: OfficeState['gaps']): void {
    this.#sql.putOffice.run(name, JSON.stringify(state));
    this.#sql.dropGaps.run(name);
    for (const { stream, first, last, final, sinceMs } of gaps)
      this.#sql.putGap.run(name, stream, first, last, final ? 1 : 0, sinceMs);
  }
}

/** By the kernel, for as long as the process lives. */
function held(file: string): Database {
  const lock = new SqliteDatabase(file, { timeout: 500 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw cause;
  }
}
