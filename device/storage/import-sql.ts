import type { ImportColumn, ImportRow } from '../contract/credential-import.ts';
import { roleNumber } from './credential-index.ts';

/**
 * Rows of an import wait in the connection's temporary database: a file of SQLite's own that no fsync waits for, that
 * does not grow kiosk.sqlite, and of which nothing is left when the process ends, however it ends
 * (sqlite.org/tempfiles.html, 2.3). It shrinks when it is emptied.
 */
export const makeStage = `
  PRAGMA temp.auto_vacuum = FULL;
  PRAGMA temp.cache_size = -2000;
  CREATE TABLE temp.staged (
    hash BLOB NOT NULL PRIMARY KEY,
    line INTEGER NOT NULL,
    role INTEGER NOT NULL,
    valid_from_ms INTEGER,
    valid_until_ms INTEGER,
    blocked TEXT,
    label TEXT,
    holder INTEGER,
    uses_left INTEGER
  ) STRICT, WITHOUT ROWID;
  -- The holders of the file: 'id' in the table of holders.
  CREATE TABLE temp.staged_holder (holder INTEGER PRIMARY KEY, id INTEGER, label TEXT) STRICT;`;

export const emptyStage = ['DELETE FROM staged', 'DELETE FROM staged_holder'];

/**
 * Rows cross to the storage thread as one text, a JSON array of arrays in the order of these columns, and are taken
 * apart by SQLite itself: that costs a quarter of what objects and a statement for each of them do.
 */
const stagedColumns = 'hash, line, role, valid_from_ms, valid_until_ms, blocked, label, holder, uses_left';

export function stagedText(rows: readonly ImportRow[]): string {
  return JSON.stringify(rows.map(cellsOf));
}

function cellsOf({ hash, line, role, validFromMs, validUntilMs, blocked, label, holder, usesLeft }: ImportRow) {
  const more = [validFromMs, validUntilMs, blocked, label, holder, usesLeft];
  const cells = [hash, line, roleNumber(role)];
  return more.every((cell) => cell === null) ? cells : [...cells, ...more];
}

export const stageRows = `INSERT INTO staged (${stagedColumns})
  SELECT unhex(value->>0), ${[1, 2, 3, 4, 5, 6, 7, 8].map((place) => `value->>${place}`).join(', ')}
  FROM json_each(?) WHERE true ON CONFLICT (hash) DO NOTHING`;

export const countStaged = 'SELECT count(*) FROM staged';
export const countKnown = 'SELECT count(*) FROM staged JOIN credential USING (hash)';
export const knownLines = 'SELECT line FROM staged JOIN credential USING (hash) ORDER BY line LIMIT 1000';

/**
 * A holder of the file is the one that a card of theirs has already, if any: the PIN stays. Of two holders of the file
 * that would be the same one, the second is somebody else.
 */
export const findHolders = [
  `INSERT INTO staged_holder (holder, id, label)
   SELECT holder, min(holder_id), max(label) FROM staged LEFT JOIN credential USING (hash)
   WHERE holder IS NOT NULL GROUP BY holder`,
  `UPDATE staged_holder SET id = NULL
   WHERE holder NOT IN (SELECT min(holder) FROM staged_holder WHERE id IS NOT NULL GROUP BY id)`,
  `UPDATE staged_holder SET id = holder + (SELECT coalesce(max(id), 0) FROM holder) WHERE id IS NULL`,
];

const notVisiting = `role NOT IN (${roleNumber('visitor')}, ${roleNumber('guest')})`;

/** After the cards: a holder goes with the last one, and visitors have no label. */
export const tidyHolders = [
  'DELETE FROM holder WHERE NOT EXISTS (SELECT 1 FROM credential WHERE holder_id = holder.id)',
  `UPDATE holder SET label = NULL WHERE label IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM credential WHERE holder_id = holder.id AND ${notVisiting})`,
];

export function writeHolders(columns: readonly ImportColumn[]): string {
  const known = columns.includes('label') ? 'UPDATE SET label = excluded.label' : 'NOTHING';
  return `INSERT INTO holder (id, label) SELECT id, label FROM staged_holder WHERE true ON CONFLICT (id) DO ${known}`;
}

/** What becomes of a card that is known: of each column that the file has. A row without a holder leaves it theirs. */
const changes: Readonly<Record<ImportColumn, readonly string[]>> = {
  role: ['role = excluded.role'],
  valid_from: ['valid_from_ms = excluded.valid_from_ms'],
  valid_until: ['valid_until_ms = excluded.valid_until_ms'],
  blocked: ['blocked = excluded.blocked'],
  label: [],
  holder: [],
  uses_left: ['uses_left = excluded.uses_left'],
};

/** In ascending order of hashes, as the table lies. One parameter: when. */
export function writeCredentials(columns: readonly ImportColumn[]): string {
  const changed = [
    'holder_id = coalesce(excluded.holder_id, holder_id)',
    'has_pin = iif(excluded.holder_id IS NULL, has_pin, excluded.has_pin)',
    // One that was known as blocked alone is enrolled by this.
    'enrolled_at_ms = coalesce(nullif(enrolled_at_ms, 0), excluded.enrolled_at_ms)',
    ...columns.flatMap((column) => changes[column]),
  ];
  return `INSERT INTO credential
      (hash, role, holder_id, blocked, has_pin, valid_from_ms, valid_until_ms, uses_left, enrolled_at_ms)
    SELECT hash, role, staged_holder.id, blocked,
      coalesce((SELECT pin IS NOT NULL FROM holder WHERE id = staged_holder.id), 0),
      valid_from_ms, valid_until_ms, uses_left, ?
    FROM staged LEFT JOIN staged_holder USING (holder) WHERE true ORDER BY hash
    ON CONFLICT (hash) DO UPDATE SET ${changed.join(', ')}`;
}

/** The last minute of the year 9999: as good as for ever. */
export const FAR_INSTANT = 253_402_300_740_000;

/** Of a library's list each card is taken as the row has it. Parameter: until when those are good that have no day. */
export const writePatrons = `INSERT OR REPLACE INTO patron_seen (hash, good_until_ms)
  SELECT hash, coalesce(valid_until_ms, ?) FROM staged ORDER BY hash`;

export const readCredentials = `SELECT lower(hex(hash)), role.name, valid_from_ms, valid_until_ms, blocked,
    iif(credential.${notVisiting}, holder.label, NULL), holder_id, uses_left
  FROM credential JOIN role ON role.id = role LEFT JOIN holder ON holder.id = holder_id
  WHERE hash > ? ORDER BY hash LIMIT ?`;
