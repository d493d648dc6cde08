import type { Database } from 'better-sqlite3';
import { eventsOfVisits } from '../domain/visit-events.ts';
import { commitmentOf } from './log-chain.ts';
import { LOG_COLUMNS } from './log-writer.ts';
import type { LookFrom, Subject, SubjectJob } from './subject-messages.ts';
import type { WalTruncation } from './wal.ts';

/** Rows of the log that one job looks at: about 100 kB, some milliseconds from a slow card. A tap waits no longer. */
const PIECE = 500;

type Told = { readonly seq: number; readonly subject: Uint8Array; readonly salt: Uint8Array };
type Piece = { readonly after: number; readonly through: number; readonly next: number | null };

function prepareAll(db: Database) {
  const types = eventsOfVisits.map((type) => `'${type}'`).join(', ');
  return {
    lastReset: db.prepare<[], number | null>("SELECT max(seq) FROM access_log WHERE type = 'occupancy-reset'").pluck(),
    through: db
      .prepare<[number], number | null>(
        `SELECT max(seq) FROM (SELECT seq FROM access_log WHERE seq > ? ORDER BY seq LIMIT ${PIECE})`,
      )
      .pluck(),
    story: db.prepare(`SELECT ${LOG_COLUMNS} FROM access_log JOIN boot ON boot.id = boot
      WHERE seq > ? AND seq <= ? AND (subject = ? OR type IN (${types})) ORDER BY seq`),
    told: db.prepare<[number, number, Buffer], Told>(
      'SELECT seq, subject, salt FROM access_log WHERE seq > ? AND seq <= ? AND subject = ?',
    ),
    erase: db.prepare('UPDATE access_log SET subject = NULL, salt = NULL, commitment = ? WHERE seq = ?'),
    enrolledAt: db.prepare('SELECT nullif(enrolled_at_ms, 0) FROM credential WHERE hash = ?').pluck(),
  };
}

/**
 * What the log holds of one subject, as SQL. No index leads from a subject to its rows: on each row it would cost as much
 * as the subject itself, and the log is looked through only when somebody asks at the screen. Throws SqliteError.
 */
export class SubjectStatements {
  readonly #sql: ReturnType<typeof prepareAll>;
  #erased = false;
  readonly #wal: WalTruncation;

  constructor(db: Database, wal: WalTruncation) {
    this.#wal = wal;
    this.#sql = prepareAll(db);
  }

  /** Inside the caller's transaction. */
  run(job: SubjectJob): unknown {
    switch (job.op) {
      case 'read-story':
        return this.#readStory(job.subject, job.from);
      case 'erase-subject':
        return this.#erase(job.subject, job.from);
      case 'read-enrolled-at':
        return this.#sql.enrolledAt.get(Buffer.from(job.hash, 'hex')) ?? null;
    }
  }

  #readStory(subject: Subject, from: LookFrom): { rows: unknown[]; next: number | null } {
    const { after, through, next } = this.#piece(from);
    return { rows: this.#sql.story.all(after, through, Buffer.from(subject, 'hex')), next };
  }

  #erase(subject: Subject, from: LookFrom): { records: number; next: number | null } {
    const { after, through, next } = this.#piece(from);
    const rows = this.#sql.told.all(after, through, Buffer.from(subject, 'hex'));
    for (const { seq, subject, salt } of rows) this.#sql.erase.run(commitmentOf(salt, subject), seq);
    this.#erased ||= rows.length > 0;
    if (next === null && this.#erased) {
      this.#wal.owe();
      this.#erased = false;
    }
    return { records: rows.length, next };
  }

  #piece(from: LookFrom): Piece {
    const after = from === 'reset' ? (this.#sql.lastReset.get() ?? 1) - 1 : from;
    const through = this.#sql.through.get(after) ?? null;
    return { after, through: through ?? after, next: through };
  }
}
