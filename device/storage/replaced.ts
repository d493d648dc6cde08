import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { LoggedEvent } from '../contract/events.ts';
import { HistoryStream } from '../contract/feed/topics.ts';
import { REPLACED_FILE, Replaced } from '../contract/replaced.ts';

const markerOf = (databaseFile: string) => join(dirname(databaseFile), REPLACED_FILE);

/** What says that this box has taken another one's place; null where nothing does. */
export function replacedMarker(databaseFile: string, nowMs: number): Replaced | null {
  const marker = markerOf(databaseFile);
  if (!existsSync(marker)) return null;
  const read = Replaced.safeParse(parsed(readFileSync(marker, 'utf8')));
  // Whatever stands in it, numbers that were used before must not come again.
  return read.success ? read.data : { format: 'ak-replaced/1', atMs: nowMs, backupMadeAtMs: null };
}

/**
 * Every message from here on gets a higher number than any that the box before can have given out: it counted up by one
 * from 1, or from such a floor, and never a thousand times a second. Inside the caller's transaction. The events to be
 * logged with it: none when that was done before, and the power was cut while the marker was still there.
 */
export function beginAfterReplacement(db: Database, marker: Replaced): readonly LoggedEvent[] {
  const floor = Math.max(marker.atMs, Number(db.prepare('SELECT unixepoch() * 1000').pluck().get()));
  if (isDone(db, marker)) return [];
  const raise = db.prepare(`INSERT INTO stream_sequence (stream, last_seq) VALUES (?, ?)
    ON CONFLICT (stream) DO UPDATE SET last_seq = max(last_seq, excluded.last_seq)`);
  for (const stream of HistoryStream.options) raise.run(stream, floor);
  const before = db.prepare("SELECT max(seq) FROM sqlite_sequence WHERE name = 'outbox'").pluck().get();
  db.exec("DELETE FROM sqlite_sequence WHERE name = 'outbox'");
  db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)").run(Math.max(floor, Number(before ?? 0)));
  const { atMs: markedAtMs, backupMadeAtMs } = marker;
  return [{ type: 'box-replaced', markedAtMs, backupMadeAtMs, floor }];
}

/** Only once its rows are on disk. */
export function removeReplacedMarker(databaseFile: string): void {
  rmSync(markerOf(databaseFile), { force: true });
  const folder = openSync(dirname(databaseFile), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function isDone(db: Database, { atMs }: Replaced): boolean {
  const seen = db.prepare(`SELECT 1 FROM access_log
    WHERE type = 'box-replaced' AND json_extract(data, '$.markedAtMs') = ?`);
  return seen.get(atMs) !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
