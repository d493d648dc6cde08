import type { Database } from 'better-sqlite3';
import type { LogWriter } from './log-writer.ts';
import type { HourJob } from './messages.ts';
import type { OutboxStatements } from './outbox-statements.ts';

const HOUR_MS = 3_600_000;

/** By name, in log_mark: rows of the log before this one are in the hours. */
const SUMMED = 'hours';

function prepareAll(db: Database) {
  return {
    add: db.prepare('INSERT OR IGNORE INTO hour (hour_ms, row) VALUES (?, ?)'),
    put: db.prepare('INSERT OR REPLACE INTO hour (hour_ms, row) VALUES (?, ?)'),
    read: db.prepare('SELECT row FROM hour WHERE hour_ms >= ? AND hour_ms < ? ORDER BY hour_ms').pluck(),
    mark: db.prepare(`INSERT OR REPLACE INTO log_mark VALUES ('${SUMMED}', ?)`),
    summed: db.prepare<[], number>(`SELECT seq FROM log_mark WHERE name = '${SUMMED}'`).pluck(),
  };
}

/** Hourly statistics as SQL. Runs inside the caller's transaction; throws SqliteError. */
export class HourStatements {
  readonly #sql: ReturnType<typeof prepareAll>;
  readonly #log: LogWriter;
  readonly #outbox: OutboxStatements;
  /** The head of the log while an hour was going on. */
  #while: { readonly hourMs: number; readonly head: number } | null = null;

  constructor(db: Database, log: LogWriter, outbox: OutboxStatements) {
    this.#sql = prepareAll(db);
    this.#log = log;
    this.#outbox = outbox;
  }

  /** Once an hour has come, the rows that were there while it was going on are in the hours, by whatever clock. */
  put({ hours, nowMs, anewBefore }: Extract<HourJob, { op: 'put-hours' }>): void {
    const put = anewBefore === null ? this.#sql.put : this.#sql.add;
    for (const { hourMs, row, message } of hours) {
      const { changes } = put.run(hourMs, row);
      if (changes > 0 && message !== null) this.#outbox.append([{ stream: 'hourly', body: message }], nowMs);
    }
    if (anewBefore !== null) this.#sql.mark.run(Math.max(anewBefore, this.summedBefore()));
    const before = this.#while;
    const hasCome = before !== null && hours.some(({ hourMs }) => hourMs >= before.hourMs);
    if (hasCome) this.#sql.mark.run(before.head + 1);
    const goesOn = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
    // A clock that was put back has this hour come sooner.
    if (before === null || hasCome || goesOn < before.hourMs)
      this.#while = { hourMs: goesOn, head: this.#log.head.seq };
  }

  read(fromMs: number, untilMs: number): readonly unknown[] {
    return this.#sql.read.all(fromMs, untilMs);
  }

  /** The number of a row before which all is in the hours; 0 when nothing is. */
  summedBefore(): number {
    return this.#sql.summed.get() ?? 0;
  }
}
