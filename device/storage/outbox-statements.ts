import type { Database } from 'better-sqlite3';
import { HistoryStream } from '../contract/feed/topics.ts';
import type { BootId } from '../contract/ids.ts';
import { assertNever } from '../contract/result.ts';
import type { OutboxDraft } from '../ports/access-log.ts';
import { MOST_EVENTS, type OutboxRow } from '../ports/outbox.ts';
import type { OutboxJob } from './messages.ts';

/** Messages that are dropped in one go: a few milliseconds on a Raspberry Pi. */
const AT_A_TIME = 1_000;

const KNOWN_STREAMS = HistoryStream.options.map((stream) => `'${stream}'`).join();

type Dropped = {
  readonly id: number;
  readonly stream: string;
  readonly seq: number;
  readonly gap_from: number | null;
  readonly at_ms: number;
};

function prepareAll(db: Database) {
  return {
    nextSequence: db
      .prepare(`INSERT INTO stream_sequence (stream, last_seq) VALUES (?, 1)
      ON CONFLICT (stream) DO UPDATE SET last_seq = last_seq + 1 RETURNING last_seq`)
      .pluck(),
    insert: db.prepare('INSERT INTO outbox (stream, seq, boot_id, at_ms, body) VALUES (?, ?, ?, ?, ?)'),
    // What cannot be read takes no place in a page, nor does what a newer program, that was taken back, has put there.
    read: db.prepare(`SELECT id, stream, seq, gap_from, boot_id, at_ms, body FROM outbox
      WHERE id > ? AND json_valid(body) AND stream IN (${KNOWN_STREAMS}) ORDER BY id LIMIT ?`),
    count: db.prepare<[], number>('SELECT count(*) FROM outbox').pluck(),
    countEvents: db.prepare<[], number>("SELECT count(*) FROM outbox WHERE stream = 'events'").pluck(),
    remove: db.prepare('DELETE FROM outbox WHERE id = ? AND gap_from IS ? RETURNING stream').pluck(),
    oldestEvents: db.prepare<[], Dropped>(
      `SELECT id, stream, seq, gap_from, at_ms FROM outbox WHERE stream = 'events' ORDER BY id LIMIT ${AT_A_TIME}`,
    ),
    oldest: db.prepare<[], Dropped>(
      `SELECT id, stream, seq, gap_from, at_ms FROM outbox ORDER BY id LIMIT ${AT_A_TIME}`,
    ),
    leaveGap: db.prepare("UPDATE outbox SET gap_from = ?, body = '{}' WHERE id = ?"),
  };
}

/** The outbox as SQL. Each method runs inside the caller's transaction and throws SqliteError. */
export class OutboxStatements {
  readonly #sql: ReturnType<typeof prepareAll>;
  readonly #bootId: BootId;
  readonly #mostEvents: number;
  /** How many wait, and of these, events. Null until they are counted: a look at a long queue costs as much as it is long. */
  #rows: number | null = null;
  #events: number | null;

  constructor(db: Database, bootId: BootId, mostEvents = MOST_EVENTS) {
    this.#sql = prepareAll(db);
    this.#bootId = bootId;
    this.#mostEvents = mostEvents;
    this.#events = this.#countEvents();
  }

  append(messages: readonly OutboxDraft[], atMs: number): void {
    for (const { stream, body } of messages) {
      const seq = this.#sql.nextSequence.get(stream);
      this.#sql.insert.run(stream, seq, this.#bootId, atMs, JSON.stringify(body));
      this.#changed(stream, 1);
    }
    if (messages.length === 0) return;
    this.#events ??= this.#countEvents();
    if (this.#events > this.#mostEvents) this.#drop(this.#sql.oldestEvents.all());
  }

  /** What the transaction has changed is as it was. */
  rolledBack(): void {
    this.#rows = null;
    this.#events = null;
  }

  run(job: OutboxJob): unknown {
    switch (job.op) {
      case 'read-outbox':
        return this.#sql.read.all(job.after, job.limit);
      case 'acknowledge':
        return this.#acknowledge(job.rows);
      case 'count-outbox':
        this.#rows ??= this.#sql.count.get() ?? 0;
        return this.#rows;
      case 'drop-some':
        return this.#dropOlderThan(job.cutoff);
      default:
        return assertNever(job);
    }
  }

  /** A row that has come to stand for a gap since it was read says something that the broker has not heard. */
  #acknowledge(rows: readonly OutboxRow[]): void {
    for (const { id, gapFrom } of rows) {
      const stream = this.#sql.remove.get(id, gapFrom);
      if (stream !== undefined) this.#changed(stream, -1);
    }
  }

  #changed(stream: unknown, by: 1 | -1): void {
    if (this.#rows !== null) this.#rows += by;
    if (this.#events !== null && stream === 'events') this.#events += by;
  }

  /** What was dropped before is older still, and stays: it says how many went. */
  #dropOlderThan(cutoff: number): boolean {
    const rows = this.#sql.oldest.all().filter(({ at_ms }) => at_ms < cutoff);
    const isGone = rows.every(({ gap_from }) => gap_from !== null);
    if (!isGone) this.#drop(rows);
    return isGone || rows.length < AT_A_TIME;
  }

  /** The last of each run stays, and stands for all of it; a gap among them is part of the new one. */
  #drop(rows: readonly Dropped[]): void {
    for (const run of runsOf(rows)) {
      const [first, last] = [run[0], run[run.length - 1]];
      if (first === undefined || last === undefined) continue;
      for (const { id, gap_from } of run) if (id !== last.id) this.#sql.remove.get(id, gap_from);
      this.#sql.leaveGap.run(first.gap_from ?? first.seq, last.id);
    }
    this.rolledBack();
  }

  #countEvents(): number {
    return this.#sql.countEvents.get() ?? 0;
  }
}

/** Those of one stream whose numbers follow each other: what lies between others is younger, or was sent. */
function runsOf(rows: readonly Dropped[]): readonly (readonly Dropped[])[] {
  const runs: Dropped[][] = [];
  for (const ofStream of Map.groupBy(rows, ({ stream }) => stream).values())
    for (const [at, row] of ofStream.entries()) {
      const before = ofStream[at - 1];
      if (before !== undefined && (row.gap_from ?? row.seq) === before.seq + 1) runs.at(-1)?.push(row);
      else runs.push([row]);
    }
  return runs;
}
