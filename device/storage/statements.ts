import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Stream } from '../contract/broker-messages.ts';
import { parseLoggedEvent } from '../contract/events.ts';
import { BootId } from '../contract/ids.ts';
import { epochMs } from '../contract/units.ts';
import type { LogRecord, StoredEvent } from '../ports/access-log.ts';
import type { OutboxMessage } from '../ports/outbox.ts';
import type { Job } from './messages.ts';

const LogRow = z.object({
  seq: z.int(),
  boot_id: BootId,
  at_ms: z.number().transform(epochMs),
  type: z.string(),
  data: z.string(),
  late: z.int(),
});

const OutboxRow = z.object({
  id: z.int(),
  stream: Stream,
  seq: z.int(),
  boot_id: BootId,
  at_ms: z.number().transform(epochMs),
  body: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});

const SequenceRow = z.object({ last_seq: z.int() });
const CountRow = z.object({ count: z.int() });

function prepareAll(db: Database) {
  return {
    insertEvent: db.prepare('INSERT INTO access_log (boot_id, at_ms, type, data, late) VALUES (?, ?, ?, ?, ?)'),
    markLate: db.prepare('UPDATE access_log SET late = 1 WHERE seq BETWEEN ? AND ?'),
    readSinceReset: db.prepare(`SELECT seq, boot_id, at_ms, type, data, late FROM access_log
      WHERE seq >= coalesce((SELECT max(seq) FROM access_log WHERE type = 'occupancy-reset'), 0) ORDER BY seq`),
    nextSequence: db.prepare(`INSERT INTO stream_sequence (stream, last_seq) VALUES (?, 1)
      ON CONFLICT (stream) DO UPDATE SET last_seq = last_seq + 1 RETURNING last_seq`),
    insertMessage: db.prepare('INSERT INTO outbox (stream, seq, boot_id, at_ms, body) VALUES (?, ?, ?, ?, ?)'),
    readOutbox: db.prepare('SELECT id, stream, seq, boot_id, at_ms, body FROM outbox WHERE id > ? ORDER BY id LIMIT ?'),
    countOutbox: db.prepare('SELECT count(*) AS count FROM outbox'),
    deleteMessage: db.prepare('DELETE FROM outbox WHERE id = ?'),
    enrol: db.prepare(`INSERT INTO credential (hash, role, enrolled_at_ms) VALUES (?, ?, ?)
      ON CONFLICT (hash) DO UPDATE SET role = excluded.role`),
  };
}

/** Rows of the log that one record became, first and last. */
export type RowRange = { readonly first: number; readonly last: number };

/** The jobs of the storage thread as SQL. Each method runs inside the caller's transaction and throws SqliteError. */
export class Statements {
  readonly #sql: ReturnType<typeof prepareAll>;
  readonly #bootId: BootId;

  constructor(db: Database, bootId: BootId) {
    this.#sql = prepareAll(db);
    this.#bootId = bootId;
  }

  append({ atMs, events, outbox }: LogRecord, late: boolean): RowRange | null {
    const rows = events.map(({ type, ...data }) => {
      const run = this.#sql.insertEvent.run(this.#bootId, atMs, type, JSON.stringify(data), late ? 1 : 0);
      return Number(run.lastInsertRowid);
    });
    for (const { stream, body } of outbox) {
      const { last_seq } = SequenceRow.parse(this.#sql.nextSequence.get(stream));
      this.#sql.insertMessage.run(stream, last_seq, this.#bootId, atMs, JSON.stringify(body));
    }
    const [first, last] = [rows[0], rows[rows.length - 1]];
    return first === undefined || last === undefined ? null : { first, last };
  }

  enrol({ hash, role, record }: Extract<Job, { op: 'enrol' }>): RowRange | null {
    this.#sql.enrol.run(Buffer.from(hash, 'hex'), role, record.atMs);
    return this.append(record, false);
  }

  markLate({ first, last }: RowRange): void {
    this.#sql.markLate.run(first, last);
  }

  /** Rows that this program does not know (written by a newer one, since taken back) are passed over. */
  readSinceReset(): readonly StoredEvent[] {
    return this.#sql.readSinceReset.all().flatMap((raw) => {
      const { seq, boot_id, at_ms, type, data, late } = LogRow.parse(raw);
      const event = parseLoggedEvent(type, JSON.parse(data));
      return event === null ? [] : [{ seq, bootId: boot_id, atMs: at_ms, late: late === 1, event }];
    });
  }

  readOutbox(after: number, limit: number): readonly OutboxMessage[] {
    return this.#sql.readOutbox.all(after, limit).map((raw) => {
      const { id, stream, seq, boot_id, at_ms, body } = OutboxRow.parse(raw);
      return { id, stream, seq, bootId: boot_id, atMs: at_ms, body };
    });
  }

  acknowledge(ids: readonly number[]): void {
    for (const id of ids) this.#sql.deleteMessage.run(id);
  }

  countOutbox(): number {
    return CountRow.parse(this.#sql.countOutbox.get()).count;
  }
}
