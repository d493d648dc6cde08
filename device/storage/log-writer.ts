import { randomFillSync } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { LoggedEvent } from '../contract/events.ts';
import type { BootId } from '../contract/ids.ts';
import { type ChainHead, commitmentOf, emptyChain, rowHash } from './log-chain.ts';

/** Of a row of the log, as rows.ts reads it. SQLite's hex of NULL is an empty text. */
export const LOG_COLUMNS = "seq, boot_id, at_ms, type, data, late, nullif(lower(hex(subject)), '') AS subject";

/** Rows of the log that one record became, first and last. */
export type RowRange = { readonly first: number; readonly last: number };

const SALT_BYTES = 16;

function prepareAll(db: Database) {
  return {
    head: db.prepare<[], ChainHead>(`SELECT * FROM (SELECT seq, hash FROM access_log ORDER BY seq DESC LIMIT 1)
      UNION ALL SELECT * FROM (SELECT last, hash FROM log_hole ORDER BY first DESC LIMIT 1)
      ORDER BY seq DESC LIMIT 1`),
    addBoot: db.prepare('INSERT OR IGNORE INTO boot (boot_id) VALUES (?)'),
    boot: db.prepare<[string], number>('SELECT id FROM boot WHERE boot_id = ?').pluck(),
    insert: db.prepare(`INSERT INTO access_log (seq, boot, at_ms, type, data, late, subject, salt, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  };
}

/**
 * Appends to the log, each row chained to the one before. Runs inside the caller's transaction, who then says whether it
 * was committed: a chain never builds on a row that is not there. Throws SqliteError.
 */
export class LogWriter {
  readonly #sql: ReturnType<typeof prepareAll>;
  readonly #bootId: BootId;
  readonly #salts = Buffer.alloc(256 * SALT_BYTES);
  #saltsUsed = this.#salts.length;
  #boot: number | null = null;
  #committed: ChainHead;
  #head: ChainHead;

  constructor(db: Database, bootId: BootId) {
    this.#sql = prepareAll(db);
    this.#bootId = bootId;
    this.#committed = this.#sql.head.get() ?? emptyChain;
    this.#head = this.#committed;
  }

  /** With rows of the transaction that is under way. */
  get head(): ChainHead {
    return this.#head;
  }

  /** Null for no events. */
  append(events: readonly LoggedEvent[], atMs: number, late: boolean): RowRange | null {
    if (events.length === 0) return null;
    const first = this.#head.seq + 1;
    for (const event of events) this.#appendOne(event, atMs, late ? 1 : 0);
    return { first, last: this.#head.seq };
  }

  committed(): void {
    this.#committed = this.#head;
  }

  rolledBack(): void {
    this.#head = this.#committed;
    this.#boot = null;
  }

  #appendOne(event: LoggedEvent, atMs: number, late: number): void {
    const { type, subject, data } = partsOf(event);
    const seq = this.#head.seq + 1;
    const salt = subject && this.#freshSalt();
    const commitment = subject && salt && commitmentOf(salt, subject);
    const hash = rowHash(this.#head.hash, commitment, { seq, bootId: this.#bootId, atMs, type, data, late });
    this.#sql.insert.run(seq, this.#bootNumber(), atMs, type, data, late, subject, salt, hash);
    this.#head = { seq, hash };
  }

  #bootNumber(): number | null {
    if (this.#boot === null) {
      this.#sql.addBoot.run(this.#bootId);
      this.#boot = this.#sql.boot.get(this.#bootId) ?? null;
    }
    return this.#boot;
  }

  #freshSalt(): Buffer {
    if (this.#saltsUsed === this.#salts.length) {
      randomFillSync(this.#salts);
      this.#saltsUsed = 0;
    }
    this.#saltsUsed += SALT_BYTES;
    return this.#salts.subarray(this.#saltsUsed - SALT_BYTES, this.#saltsUsed);
  }
}

/** What an event tells of somebody is kept apart from the rest, so that it can be erased. */
function partsOf(event: LoggedEvent): { type: string; subject: Buffer | null; data: string } {
  const { type, ...rest } = event;
  const { pseudonym, credential, ...data } = { pseudonym: null, credential: null, ...rest };
  const subject = pseudonym ?? credential;
  return { type, subject: subject === null ? null : Buffer.from(subject, 'hex'), data: JSON.stringify(data) };
}
