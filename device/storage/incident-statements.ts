import type { Database } from 'better-sqlite3';
import { assertNever } from '../contract/result.ts';
import type { LogRecord } from '../ports/access-log.ts';
import type { IncidentJob } from './incident-messages.ts';
import type { RowRange } from './log-writer.ts';

/** Rows that go in one go. */
const AT_A_TIME = 50;

function prepareAll(db: Database) {
  return {
    add: db.prepare('INSERT INTO incident (seq, at_ms, category, text, by) VALUES (?, ?, ?, ?, ?)'),
    newest: db.prepare('SELECT seq AS id, at_ms AS atMs, category, text, by FROM incident ORDER BY seq DESC LIMIT ?'),
    purge: db.prepare(
      `DELETE FROM incident WHERE seq IN (SELECT seq FROM incident WHERE seq < ? ORDER BY seq LIMIT ${AT_A_TIME})`,
    ),
    oldest: db.prepare('SELECT at_ms FROM incident ORDER BY seq LIMIT 1').pluck(),
  };
}

/**
 * What hosts have written down, by the number of the row in the log that tells that they did: by that row it is known how
 * old it is. Runs inside the caller's transaction; throws SqliteError.
 */
export class IncidentStatements {
  readonly #sql: ReturnType<typeof prepareAll>;

  constructor(db: Database) {
    this.#sql = prepareAll(db);
  }

  add(job: Extract<IncidentJob, { op: 'add-incident' }>, append: (record: LogRecord) => RowRange | null) {
    const { category, text, by, record } = job.note;
    const rows = append(record);
    this.#sql.add.run(rows?.first, record.atMs, category, text, by);
    return rows;
  }

  run(job: Exclude<IncidentJob, { op: 'add-incident' }>): unknown {
    switch (job.op) {
      case 'read-incidents':
        return this.#sql.newest.all(job.most);
      case 'purge-incidents': {
        const records = this.#sql.purge.run(job.before).changes;
        return { records, done: records < AT_A_TIME };
      }
      case 'read-oldest-incident':
        return this.#sql.oldest.get() ?? null;
      default:
        return assertNever(job);
    }
  }
}
