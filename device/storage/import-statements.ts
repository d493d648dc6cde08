import type { Database } from 'better-sqlite3';
import type { ImportPlan } from '../contract/credential-import.ts';
import { assertNever } from '../contract/result.ts';
import type { LogRecord } from '../ports/access-log.ts';
import type { ImportJob } from './import-messages.ts';
import {
  countKnown,
  countStaged,
  emptyStage,
  FAR_INSTANT,
  findHolders,
  knownLines,
  makeStage,
  readCredentials,
  stageRows,
  tidyHolders,
  writeCredentials,
  writeHolders,
  writePatrons,
} from './import-sql.ts';

/** What became of a commit, as the thread tells it. */
type Committed =
  | { readonly outcome: 'done'; readonly imported: number; readonly updated: number }
  | { readonly outcome: 'known'; readonly count: number; readonly lines: readonly unknown[] }
  | { readonly outcome: 'lost' };

function prepareStage(db: Database) {
  db.exec(makeStage);
  return {
    add: db.prepare(stageRows),
    count: db.prepare(countStaged).pluck(),
    countKnown: db.prepare(countKnown).pluck(),
    knownLines: db.prepare(knownLines).pluck(),
  };
}

/** Imports and exports as SQL; each job runs inside the caller's transaction, and throws SqliteError. */
export class ImportStatements {
  readonly #db: Database;
  readonly #append: (record: LogRecord) => void;
  /** Made with the first import. */
  #stage: ReturnType<typeof prepareStage> | null = null;
  #replaced = false;

  constructor(db: Database, append: (record: LogRecord) => void) {
    this.#db = db;
    this.#append = append;
  }

  run(job: ImportJob): unknown {
    switch (job.op) {
      case 'clear-import':
        return this.#clear();
      case 'stage-rows':
        return this.#add(job.rows);
      case 'commit-import':
        return this.#commit(job);
      case 'read-credentials':
        return this.#db
          .prepare(readCredentials)
          .raw()
          .all(Buffer.from(job.after ?? '', 'hex'), job.limit);
      default:
        return assertNever(job);
    }
  }

  /** Whether credentials were written since this was last asked: whoever holds them in memory has to read them anew. */
  takeReplaced(): boolean {
    const replaced = this.#replaced;
    this.#replaced = false;
    return replaced;
  }

  #clear(): void {
    this.#stage ??= prepareStage(this.#db);
    for (const statement of emptyStage) this.#db.exec(statement);
  }

  /** How many of them had not come before; null when the database was opened anew meanwhile. */
  #add(rows: string): number | null {
    return this.#stage?.add.run(rows).changes ?? null;
  }

  #commit({ plan, rows, record }: Extract<ImportJob, { op: 'commit-import' }>): Committed {
    const stage = this.#stage;
    if (stage === null || stage.count.get() !== rows) return { outcome: 'lost' };
    const known = plan.kind === 'patrons' ? 0 : Number(stage.countKnown.get());
    if (known > 0 && !plan.update)
      return this.#refuse({ outcome: 'known', count: known, lines: stage.knownLines.all() });
    if (plan.kind === 'patrons') this.#db.prepare(writePatrons).run(FAR_INSTANT);
    else this.#writeCredentials(plan, record.atMs);
    this.#append(record);
    this.#clear();
    return { outcome: 'done', imported: rows - known, updated: known };
  }

  #refuse(outcome: Committed): Committed {
    this.#clear();
    return outcome;
  }

  #writeCredentials({ columns }: ImportPlan, atMs: number): void {
    for (const statement of findHolders) this.#db.exec(statement);
    this.#db.exec(writeHolders(columns));
    this.#db.prepare(writeCredentials(columns)).run(atMs);
    for (const statement of tidyHolders) this.#db.exec(statement);
    this.#replaced = true;
  }
}
