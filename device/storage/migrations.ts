import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { chainOldLog } from './old-log.ts';

/**
 * The steps from an empty file to today's schema. Step n leads from version n to n + 1, kept in `user_version`.
 * A step that has been in a release is never changed: a new need is a new step.
 */
export const migrations: readonly (string | ((db: Database) => void))[] = [
  `-- The access log: append-only. 'data' is the event without its type; 'late' = 1 when the door acted before the
   -- row was on disk.
   CREATE TABLE access_log (
     seq INTEGER PRIMARY KEY,
     boot_id TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     type TEXT NOT NULL,
     data TEXT NOT NULL CHECK (json_valid(data)),
     late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1))
   ) STRICT;
   -- The last reset is where a rebuild of the count begins, however long the log is.
   CREATE INDEX access_log_resets ON access_log (seq) WHERE type = 'occupancy-reset';`,

  `-- Credentials that were enrolled here, by keyed hash.
   CREATE TABLE credential (
     hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 16),
     role TEXT NOT NULL CHECK (role IN ('visitor', 'host')),
     blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
     enrolled_at_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  `-- Messages for the broker; a row goes when the broker has acknowledged it. AUTOINCREMENT: an id never comes again.
   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     stream TEXT NOT NULL,
     seq INTEGER NOT NULL,
     boot_id TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     body TEXT NOT NULL CHECK (json_valid(body))
   ) STRICT;
   -- The last sequence number that each stream gave out; it outlives the rows.
   CREATE TABLE stream_sequence (
     stream TEXT NOT NULL PRIMARY KEY,
     last_seq INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  `-- Roles by number: a million credentials are read at each start.
   CREATE TABLE role (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   INSERT INTO role VALUES (1, 'visitor'), (2, 'host'), (3, 'staff'), (4, 'cleaner'), (5, 'guest');
   -- Written down only of whom there is something to say: a label (never a visitor's), a PIN, several credentials.
   CREATE TABLE holder (
     id INTEGER PRIMARY KEY,
     label TEXT,
     -- Argon2id, as a PHC string.
     pin TEXT
   ) STRICT;
   -- 'blocked': why, or NULL. 'has_pin' is the holder's, told here so that a decision need not look further.
   CREATE TABLE credential_with_holder (
     hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 16),
     role INTEGER NOT NULL REFERENCES role (id),
     holder_id INTEGER REFERENCES holder (id),
     blocked TEXT,
     has_pin INTEGER NOT NULL DEFAULT 0 CHECK (has_pin IN (0, 1)),
     valid_from_ms INTEGER,
     valid_until_ms INTEGER,
     uses_left INTEGER CHECK (uses_left >= 0),
     enrolled_at_ms INTEGER NOT NULL,
     -- All that a start reads of a row beside its hash, as one character: the flags of credential-index.ts from '0' on.
     mark TEXT NOT NULL GENERATED ALWAYS AS (char(48 + role + (blocked IS NOT NULL) * 8 + has_pin * 16
       + (valid_from_ms IS NOT NULL OR valid_until_ms IS NOT NULL OR uses_left IS NOT NULL) * 32)) STORED
   ) STRICT, WITHOUT ROWID;
   INSERT INTO credential_with_holder (hash, role, blocked, enrolled_at_ms)
     SELECT hash, iif(role = 'host', 2, 1), iif(blocked, 'host', NULL), enrolled_at_ms FROM credential;
   DROP TABLE credential;
   ALTER TABLE credential_with_holder RENAME TO credential;
   CREATE INDEX credential_holders ON credential (holder_id) WHERE holder_id IS NOT NULL;
   CREATE INDEX credential_limits ON credential (hash, valid_from_ms, valid_until_ms, uses_left)
     WHERE valid_from_ms IS NOT NULL OR valid_until_ms IS NOT NULL OR uses_left IS NOT NULL;
   -- Library cards that a library has vouched for, by keyed hash, and until when that is remembered.
   CREATE TABLE patron_seen (
     hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 16),
     good_until_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   -- The last counter that a tag with cryptography has shown: an older message is a copy.
   CREATE TABLE tag_counter (
     hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 16),
     counter INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   -- The policies that this box has had; the one with the highest version is in force.
   CREATE TABLE policy (
     version INTEGER PRIMARY KEY,
     document TEXT NOT NULL CHECK (json_valid(document)),
     at_ms INTEGER NOT NULL
   ) STRICT;`,

  (db) => {
    db.exec(chainedLog);
    chainOldLog(db, () => randomBytes(16));
    db.exec('DROP TABLE unchained_log');
  },

  `-- How the box is goes to the broker from memory: what waits of it was overtaken.
   DELETE FROM outbox WHERE stream IN ('occupancy', 'evacuation');
   DELETE FROM stream_sequence WHERE stream IN ('occupancy', 'evacuation');
   -- 'gap_from': NULL, or the row stands for messages that were dropped, from that number to its own.
   ALTER TABLE outbox ADD COLUMN gap_from INTEGER CHECK (gap_from <= seq);
   CREATE INDEX outbox_events ON outbox (id) WHERE stream = 'events';
   -- The highest number of each name that was used: a command of central staff with one that is not higher is a copy.
   CREATE TABLE used_number (name TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX access_log_announcements ON access_log (seq) WHERE type = 'announcement-made';`,

  `-- What hosts have written of incidents, by the number of the row of the log that tells that they did. Its text is
   -- nowhere in the log, and goes when its own time is over.
   CREATE TABLE incident (
     seq INTEGER PRIMARY KEY,
     at_ms INTEGER NOT NULL,
     category TEXT NOT NULL,
     text TEXT NOT NULL,
     by TEXT NOT NULL
   ) STRICT;`,
];

const chainedLog = `
  DROP INDEX access_log_resets;
  ALTER TABLE access_log RENAME TO unchained_log;
  CREATE TABLE boot (id INTEGER PRIMARY KEY, boot_id TEXT NOT NULL UNIQUE) STRICT;
  -- The access log: append-only, each row chained to the one before (log-chain.ts). 'data' is the event without its type
  -- and without 'subject', the pseudonym or credential that it tells of; that and its salt can be erased, and then leave
  -- the commitment that stood for them in the chain. 'late' = 1 when the door acted before the row was on disk.
  CREATE TABLE access_log (
    seq INTEGER PRIMARY KEY,
    boot INTEGER NOT NULL REFERENCES boot (id),
    at_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    subject BLOB CHECK (length(subject) = 16),
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB CHECK (length(commitment) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    CHECK ((subject IS NULL) = (salt IS NULL)),
    CHECK (subject IS NULL OR commitment IS NULL)
  ) STRICT;
  CREATE TRIGGER access_log_is_append_only BEFORE UPDATE OF seq, boot, at_ms, type, data, late, hash ON access_log
    BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER access_log_subject_is_erased_only BEFORE UPDATE OF subject, salt ON access_log
    WHEN NEW.subject IS NOT NULL
    BEGIN SELECT raise(ABORT, 'whom a row tells of is never changed'); END;
  -- A reset is where a rebuild of the count begins, however long the log is; and where an office's day does.
  CREATE INDEX access_log_resets ON access_log (seq) WHERE type = 'occupancy-reset';
  CREATE INDEX access_log_starts ON access_log (seq) WHERE type = 'controller-started';
  CREATE INDEX access_log_clock ON access_log (seq) WHERE type = 'clock-moved';
  CREATE INDEX access_log_holds ON access_log (seq) WHERE type IN ('purge-held', 'purge-released');
  CREATE INDEX access_log_seals ON access_log (seq) WHERE type IN ('log-head-signed', 'log-purged');
  -- Rows that were purged, in runs; 'hash' is the last one's, on which the next row builds. 'recorded': the number of the
  -- row by which the log itself says so, 0 while there is none.
  CREATE TABLE log_hole (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last >= first),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    recorded INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- Up to where, by the number of a row: each class of records was purged ('purged visits' …), and hours were summed.
  CREATE TABLE log_mark (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  -- What each hour came to, made before its rows are purged; holds nothing of a person (contract/statistics.ts).
  CREATE TABLE hour (hour_ms INTEGER PRIMARY KEY, row TEXT NOT NULL CHECK (json_valid(row))) STRICT;`;

export type MigrationFault = { readonly code: 'database-newer-than-program'; readonly message: string };

/**
 * Says that a newer program wrote the database; null of any other. To be asked before anything else of it: the version is
 * in the file's header (sqlite.org/fileformat.html §1.3.17), the rest may be in words that only a newer SQLite knows.
 */
export function newerThanProgram(db: Database): MigrationFault | null {
  const found = versionOf(db);
  if (found <= migrations.length) return null;
  const message = `the database has version ${found}; this program knows versions up to ${migrations.length}`;
  return { code: 'database-newer-than-program', message };
}

/** How many of the steps it has taken; more than there are, where a newer program wrote it. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings the schema of a database that is no newer up to date, each step in one transaction with its version. */
export function migrate(db: Database): void {
  const found = versionOf(db);
  migrations.slice(found).forEach((step, index) => {
    db.transaction(() => {
      if (typeof step === 'string') db.exec(step);
      else step(db);
      db.pragma(`user_version = ${found + index + 1}`);
    })();
  });
}
