import type { Database } from 'better-sqlite3';
import { commitmentOf, emptyChain, rowHash } from './log-chain.ts';
import { isCorrupt } from './quarantine.ts';

/**
 * What is wrong with a log. `row-changed`: its hash does not follow from the row before and from what it says.
 * `row-missing`: rows are gone, and no hole tells of them. `hole-unrecorded`: rows were purged and the log does not say so
 * (yet: a purge may be under way). `hole-changed`: it says something else, or the rows are there. `file-broken`: SQLite
 * cannot read on.
 */
export type LogFault = 'row-changed' | 'row-missing' | 'hole-unrecorded' | 'hole-changed' | 'file-broken';

/** `seq`: the first row that is broken. `rows`: how many were looked at. */
export type Verified =
  | { readonly whole: true; readonly rows: number; readonly seq: number; readonly hash: Uint8Array }
  | { readonly whole: false; readonly rows: number; readonly seq: number; readonly fault: LogFault };

/** Rows that are read in one go: no reader holds up the box's own writing for long. */
const PAGE = 2_000;

/** Also before a row that somebody has put before the first. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

type Row = [
  seq: number,
  bootId: string | null,
  atMs: number,
  type: string,
  data: string,
  late: number,
  subject: Uint8Array | null,
  salt: Uint8Array | null,
  commitment: Uint8Array | null,
  hash: Buffer,
];
type Broken = { readonly seq: number; readonly fault: LogFault };
type Hole = { readonly first: number; readonly last: number; readonly hash: Uint8Array; readonly recorded: number };

/** Follows the chain over every row and every hole, by the rule of log-chain.ts. `reached`: told after each page. */
export function verifyLog(db: Database, reached: (seq: number) => void = () => {}): Verified {
  const page = db
    .prepare<[number], Row>(
      `SELECT seq, boot_id, at_ms, type, data, late, subject, salt, commitment, hash
       FROM access_log LEFT JOIN boot ON boot.id = boot WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
    )
    .raw();
  const chain = new Chain(new Holes(db));
  // Rows and the holes between them are read as of one moment: a purge may be under way.
  const followPage = db.transaction(() => {
    const rows = page.all(chain.rows === 0 ? BEFORE_ALL : chain.seq);
    return rows.length === 0 ? { ended: true, broken: chain.end() } : { ended: false, broken: chain.followAll(rows) };
  });
  try {
    for (;;) {
      const { ended, broken } = followPage();
      if (broken !== null) return { whole: false, rows: chain.rows, ...broken };
      if (ended) return { whole: true, rows: chain.rows, seq: chain.seq, hash: chain.hash };
      reached(chain.seq);
    }
  } catch (cause) {
    if (!isCorrupt(cause)) throw cause;
    return { whole: false, rows: chain.rows, seq: chain.seq + 1, fault: 'file-broken' };
  }
}

/** As far as the log has been followed. */
class Chain {
  seq = 0;
  rows = 0;
  hash: Uint8Array = emptyChain.hash;
  readonly #holes: Holes;

  constructor(holes: Holes) {
    this.#holes = holes;
  }

  followAll(rows: readonly Row[]): Broken | null {
    for (const row of rows) {
      const fault = this.#follow(row);
      if (fault !== null) return { seq: row[0], fault };
    }
    return null;
  }

  /** After a hole there is always a row, which tells of it: one at the end is broken by the row that is not there. */
  end(): Broken | null {
    const hole = this.#holes.last();
    if (hole === undefined || hole.last <= this.seq) return this.#holes.overRow();
    const fault = this.#jump(hole.last + 1);
    return fault === null ? this.#holes.overRow() : { seq: hole.last + 1, fault };
  }

  #follow([seq, bootId, atMs, type, data, late, subject, salt, commitment, hash]: Row): LogFault | null {
    this.rows += 1;
    if (seq <= this.seq || bootId === null) return 'row-changed';
    if (seq !== this.seq + 1) {
      const fault = this.#jump(seq);
      if (fault !== null) return fault;
    }
    // Whom it tells of and its salt are there, or what stands for them, or nothing.
    if ((subject === null) !== (salt === null) || (subject !== null && commitment !== null)) return 'row-changed';
    const committed = subject !== null && salt !== null ? commitmentOf(salt, subject) : commitment;
    const expected = rowHash(this.hash, committed, { seq, bootId, atMs, type, data, late });
    if (!expected.equals(hash)) return 'row-changed';
    this.seq = seq;
    this.hash = hash;
    return null;
  }

  #jump(to: number): LogFault | null {
    // It may begin before: rows that were followed can have been purged since.
    const hole = this.#holes.around(this.seq + 1);
    if (hole === undefined || hole.last !== to - 1) return 'row-missing';
    this.seq = hole.last;
    this.hash = hole.hash;
    return this.#holes.faultOf(hole);
  }
}

/** As a row tells of one. */
const A_HOLE = /\[\d+,\d+,"[0-9a-f]{64}"\]/g;

/** The runs of rows that were purged. */
class Holes {
  readonly #upTo: (seq: number) => Hole | undefined;
  readonly #read: (recorded: number) => string | undefined;
  /** Of the row that was asked last: holes that follow each other are told of by the same one, thousands after a hold. */
  #told: { readonly by: number; readonly lines: ReadonlySet<string> } = { by: 0, lines: new Set() };
  readonly #rowUnder: () => number | null | undefined;

  constructor(db: Database) {
    const upTo = db.prepare<[number], Hole>(
      'SELECT first, last, hash, recorded FROM log_hole WHERE first <= ? ORDER BY first DESC LIMIT 1',
    );
    const told = db
      .prepare<[number], string>(`SELECT data FROM access_log WHERE seq = ? AND type = 'log-purged'`)
      .pluck();
    const rowUnder = db
      .prepare<[], number | null>(
        'SELECT min(seq) FROM log_hole CROSS JOIN access_log WHERE seq BETWEEN first AND last',
      )
      .pluck();
    this.#rowUnder = () => rowUnder.get();
    this.#upTo = (seq) => upTo.get(seq);
    this.#read = (recorded) => told.get(recorded);
  }

  /** The hole that this row is in, or else the one before it. */
  around(seq: number): Hole | undefined {
    return this.#upTo(seq);
  }

  last(): Hole | undefined {
    return this.#upTo(Number.MAX_SAFE_INTEGER);
  }

  /** The first row that is there where one is said to be. */
  overRow(): Broken | null {
    const seq = this.#rowUnder() ?? null;
    return seq === null ? null : { seq, fault: 'hole-changed' };
  }

  faultOf({ first, last, hash, recorded }: Hole): LogFault | null {
    if (recorded === 0) return 'hole-unrecorded';
    const line = `[${first},${last},"${Buffer.from(hash).toString('hex')}"]`;
    return this.#linesOf(recorded).has(line) ? null : 'hole-changed';
  }

  #linesOf(recorded: number): ReadonlySet<string> {
    if (this.#told.by !== recorded) this.#told = { by: recorded, lines: new Set(this.#read(recorded)?.match(A_HOLE)) };
    return this.#told.lines;
  }
}
