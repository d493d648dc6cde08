import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import { Envelope } from '../../../device/contract/feed/envelope.ts';
import { Gap } from '../offices/office-state.ts';
import type { PastMessage } from './feed-history.ts';

const Json = z.string().transform((text): unknown => JSON.parse(text));

export const OfficeRow = z.object({ office: z.string(), state: Json.pipe(z.looseObject({})) });

export const GapRow = z
  .object({ stream: z.string(), first_seq: z.int(), last_seq: z.int(), final: z.literal([0, 1]), since_ms: z.number() })
  .transform(({ stream, first_seq, last_seq, final, since_ms }) =>
    Gap.parse({ stream, first: first_seq, last: last_seq, final: final === 1, sinceMs: since_ms }),
  );

export const MessageRow = z.object({
  topic: z.string(),
  bootid: z.string(),
  seq: z.int(),
  at_ms: z.number(),
  received_ms: z.number(),
  late: z.literal([0, 1]),
  body: Json.pipe(Envelope),
});

export function pastMessageOf({ at_ms, received_ms, late, body, ...key }: z.infer<typeof MessageRow>): PastMessage {
  return { ...key, atMs: at_ms, receivedMs: received_ms, late: late === 1, type: body.type, body: body.data };
}

/** All that is asked of the database. */
export type Statements = Readonly<Record<keyof typeof texts, Statement<unknown[]>>>;

const texts = {
  offices: 'SELECT office, state FROM office ORDER BY office',
  gapsOf: 'SELECT stream, first_seq, last_seq, final, since_ms FROM gap WHERE office = ? ORDER BY since_ms, rowid',
  has: 'SELECT 1 FROM message WHERE office = ? AND topic = ? AND bootid = ? AND seq = ?',
  keep: `INSERT INTO message (office, topic, bootid, seq, at_ms, received_ms, late, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (office, topic, bootid, seq) DO NOTHING`,
  read: `SELECT topic, bootid, seq, at_ms, received_ms, late, body FROM message
         WHERE office = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, id LIMIT ?`,
  forget: 'DELETE FROM message WHERE id IN (SELECT id FROM message WHERE received_ms < ? LIMIT ?)',
  forgetGaps: 'DELETE FROM gap WHERE since_ms < ?',
  putOffice:
    'INSERT INTO office (office, state) VALUES (?, ?) ON CONFLICT (office) DO UPDATE SET state = excluded.state',
  dropGaps: 'DELETE FROM gap WHERE office = ?',
  putGap: 'INSERT INTO gap (office, stream, first_seq, last_seq, final, since_ms) VALUES (?, ?, ?, ?, ?, ?)',
} as const;

export function prepareStatements(db: Database): Statements {
  return {
    offices: db.prepare(texts.offices),
    gapsOf: db.prepare(texts.gapsOf),
    has: db.prepare(texts.has),
    keep: db.prepare(texts.keep),
    read: db.prepare(texts.read),
    forget: db.prepare(texts.forget),
    forgetGaps: db.prepare(texts.forgetGaps),
    putOffice: db.prepare(texts.putOffice),
    dropGaps: db.prepare(texts.dropGaps),
    putGap: db.prepare(texts.putGap),
  };
}
