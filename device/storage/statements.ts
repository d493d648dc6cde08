import type { Database } from 'better-sqlite3';
import type { BootId, CredentialHash } from '../contract/ids.ts';
import type { LogRecord } from '../ports/access-log.ts';
import { CredentialStatements } from './credential-statements.ts';
import { HourStatements } from './hour-statements.ts';
import { ImportStatements } from './import-statements.ts';
import { IncidentStatements } from './incident-statements.ts';
import { LogPurge } from './log-purge.ts';
import { LOG_COLUMNS, LogWriter, type RowRange } from './log-writer.ts';
import type { Job } from './messages.ts';
import { OutboxStatements } from './outbox-statements.ts';
import { SubjectStatements } from './subject-statements.ts';
import { WalTruncation } from './wal.ts';

/** Rows that are read in one go: a day of a broken contact has more than the thread has memory for. */
const PIECE = 500;

function prepareAll(db: Database) {
  return {
    lastReset: db
      .prepare<[], number | null>(`SELECT max(seq) FROM access_log WHERE type = 'occupancy-reset'
      AND seq < coalesce((SELECT seq FROM log_mark WHERE name = 'hours'), ${Number.MAX_SAFE_INTEGER})`)
      .pluck(),
    readOn: db.prepare<[number], { readonly seq: number }>(`SELECT ${LOG_COLUMNS} FROM access_log
      JOIN boot ON boot.id = boot WHERE seq > ? ORDER BY seq LIMIT ${PIECE}`),
    readDoorModes: db
      .prepare<[number]>("SELECT data FROM access_log WHERE seq >= ? AND type = 'door-mode-changed' ORDER BY seq")
      .pluck(),
    readAnnouncement: db
      .prepare("SELECT data FROM access_log WHERE type = 'announcement-made' ORDER BY seq DESC LIMIT 1")
      .pluck(),
    use: db.prepare(`INSERT INTO used_number (name, number) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET number = max(number, excluded.number)`),
    readUsed: db.prepare('SELECT name, number FROM used_number').raw(),
    savePolicy: db.prepare(`INSERT INTO policy (version, document, at_ms)
      SELECT @version, @document, @atMs WHERE @version > (SELECT coalesce(max(version), 0) FROM policy)`),
    readPolicy: db.prepare('SELECT document FROM policy ORDER BY version DESC LIMIT 1').pluck(),
    raiseCounter: db.prepare(`INSERT INTO tag_counter (hash, counter) VALUES (?, ?)
      ON CONFLICT (hash) DO UPDATE SET counter = max(counter, excluded.counter)`),
    readCounters: db.prepare('SELECT lower(hex(hash)), counter FROM tag_counter').raw(),
  };
}

/**
 * The jobs of the storage thread as SQL. Each method runs inside the caller's transaction and throws SqliteError. Rows
 * go out as they are: they are parsed where they leave the thread (rows.ts).
 */
export class Statements {
  readonly #sql: ReturnType<typeof prepareAll>;
  /** Of the database. */
  readonly file: string;
  readonly log: LogWriter;
  readonly outbox: OutboxStatements;
  readonly purge: LogPurge;
  readonly hours: HourStatements;
  readonly subjects: SubjectStatements;
  readonly wal: WalTruncation;
  readonly credentials: CredentialStatements;
  readonly imports: ImportStatements;
  readonly incidents: IncidentStatements;

  constructor(db: Database, bootId: BootId) {
    this.#sql = prepareAll(db);
    this.file = db.name;
    this.log = new LogWriter(db, bootId);
    this.outbox = new OutboxStatements(db, bootId);
    this.wal = new WalTruncation(db);
    this.purge = new LogPurge(db, this.log, this.wal);
    this.subjects = new SubjectStatements(db, this.wal);
    this.hours = new HourStatements(db, this.log, this.outbox);
    this.incidents = new IncidentStatements(db);
    this.credentials = new CredentialStatements(db);
    this.imports = new ImportStatements(db, (record) => this.append(record, false));
  }

  append({ atMs, events, outbox, used = [] }: LogRecord, late: boolean): RowRange | null {
    const rows = this.log.append(events, atMs, late);
    this.outbox.append(outbox, atMs);
    for (const { name, number } of used) this.#sql.use.run(name, number);
    return rows;
  }

  readUsedNumbers(): readonly unknown[] {
    return this.#sql.readUsed.all();
  }

  /** The rows of its record; null when it was not newer than all before. */
  savePolicy({ policy, record }: Extract<Job, { op: 'save-policy' }>): RowRange | null {
    const { version } = policy;
    const saved = this.#sql.savePolicy.run({ version, document: JSON.stringify(policy), atMs: record.atMs });
    return saved.changes === 0 ? null : this.append(record, false);
  }

  readPolicy(): unknown {
    return this.#sql.readPolicy.get() ?? null;
  }

  raiseCounter(hash: CredentialHash, counter: number): void {
    this.#sql.raiseCounter.run(Buffer.from(hash, 'hex'), counter);
  }

  readCounters(): readonly unknown[] {
    return this.#sql.readCounters.all();
  }

  readHead(): unknown {
    const { seq, hash } = this.log.head;
    return { seq, hash: Buffer.from(hash).toString('hex') };
  }

  readAnnouncement(): unknown {
    return this.#sql.readAnnouncement.get() ?? null;
  }

  readDoorModes(): readonly unknown[] {
    return this.#sql.readDoorModes.all(this.#dayBegan());
  }

  #dayBegan(): number {
    return this.#sql.lastReset.get() ?? 1;
  }

  /** `after`: behind which row to go on; null for the first piece. */
  readSinceReset(after: number | null): { readonly rows: readonly unknown[]; readonly next: number | null } {
    const rows = this.#sql.readOn.all(after ?? this.#dayBegan() - 1);
    return { rows, next: rows.length < PIECE ? null : (rows.at(-1)?.seq ?? null) };
  }
}
