import type { Database } from 'better-sqlite3';
import { storageFaultOf } from './database.ts';

/**
 * Empties the write-ahead log once something was erased or purged: there the rows are still as they were written
 * (sqlite.org/pragma.html#pragma_wal_checkpoint, TRUNCATE). Another process that reads just then holds that up until it
 * is settled the next time; nothing waits for it.
 */
export class WalTruncation {
  readonly #db: Database;
  #owed = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Whether something of it is left to do. */
  get owed(): boolean {
    return this.#owed;
  }

  owe(): void {
    this.#owed = true;
  }

  /** After a transaction. */
  settle(): void {
    if (!this.#owed) return;
    try {
      this.#owed = !this.#truncate();
    } catch (cause) {
      // The rows themselves are gone; the disk's fault shows at the next job.
      storageFaultOf(cause);
    }
  }

  #truncate(): boolean {
    const timeout = Number(this.#db.pragma('busy_timeout', { simple: true }));
    this.#db.pragma('busy_timeout = 0');
    try {
      return this.#db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
    } finally {
      this.#db.pragma(`busy_timeout = ${timeout}`);
    }
  }
}
