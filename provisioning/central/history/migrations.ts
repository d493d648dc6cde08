import type { Database } from 'better-sqlite3';
import { err, ok, type Result } from '../../../device/contract/result.ts';

/**
 * The steps from an empty file to today's schema. Step n leads from version n to n + 1, kept in `user_version`.
 * A step that has been in a release is never changed: a new need is a new step.
 */
const migrations: readonly string[] = [
  `-- What offices told of what happened there. 'body' is the CloudEvents message as it came.
   CREATE TABLE message (
     id INTEGER PRIMARY KEY,
     office TEXT NOT NULL,
     topic TEXT NOT NULL,
     bootid TEXT NOT NULL,
     seq INTEGER NOT NULL,
     at_ms INTEGER NOT NULL,
     received_ms INTEGER NOT NULL,
     late INTEGER NOT NULL CHECK (late IN (0, 1)),
     body TEXT NOT NULL CHECK (json_valid(body)),
     UNIQUE (office, topic, bootid, seq)
   ) STRICT;
   CREATE INDEX message_of_day ON message (office, at_ms);
   CREATE INDEX message_age ON message (received_ms);
   -- Numbers that did not come, both ends included. 'final' = 1: they will not come any more.
   CREATE TABLE gap (
     office TEXT NOT NULL,
     stream TEXT NOT NULL,
     first_seq INTEGER NOT NULL,
     last_seq INTEGER NOT NULL,
     final INTEGER NOT NULL CHECK (final IN (0, 1)),
     since_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX gap_of_office ON gap (office);
   -- How each office is, all but its gaps.
   CREATE TABLE office (
     office TEXT NOT NULL PRIMARY KEY,
     state TEXT NOT NULL CHECK (json_valid(state))
   ) STRICT, WITHOUT ROWID;`,
];

/** Leads the database to today's schema, each step whole or not at all. A newer one is left as it is. */
export function migrate(db: Database): Result<void, { readonly code: 'schema-too-new' }> {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > migrations.length) return err({ code: 'schema-too-new' });
  for (const [step, sql] of migrations.entries()) {
    if (step < version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${step + 1}`);
    })();
  }
  return ok(undefined);
}
