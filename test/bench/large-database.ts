import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { BootId, DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { LogWriter } from '../../device/storage/log-writer.ts';
import { migrate } from '../../device/storage/migrations.ts';

export const CREDENTIALS = 1_000_000;
export const LOG_ROWS = 10_000_000;
export const ROWS_OF_A_DAY = 10_000;
const ROWS_OF_TODAY = 400;
const DAY_MS = 86_400_000;

const bootId = BootId.parse('5f0c8f52-6f38-4c3a-9a53-6f0a3c1d2e4b');
const [reader, door] = [ReaderId.parse('front'), DoorId.parse('entrance')];

/** Makes, once, the database of a box that has served for years; takes some minutes and two gigabytes. */
export function ensureLargeDatabase(file: string, progress: (text: string) => void): void {
  if (existsSync(file)) return;
  progress(`making a database of ${CREDENTIALS} credentials and ${LOG_ROWS} log rows …`);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const db = new SqliteDatabase(unfinished);
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  migrate(db);
  const count = (n: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${n})`;
  db.exec(`INSERT INTO credential (hash, role, blocked, enrolled_at_ms) SELECT * FROM (${count(CREDENTIALS)}
    SELECT randomblob(16) AS hash, iif(i % 1000 = 0, 2, 1), iif(i % 500 = 0, 'lost', NULL), 0 FROM n) ORDER BY hash`);
  const days = Math.floor((LOG_ROWS - ROWS_OF_TODAY) / ROWS_OF_A_DAY);
  const begin = Date.now() - days * DAY_MS;
  const log = new LogWriter(db, bootId);
  for (let day = 0; day < days; day++) writeDay(db, log, begin + day * DAY_MS, ROWS_OF_A_DAY);
  writeDay(db, log, Date.now(), LOG_ROWS - days * ROWS_OF_A_DAY);
  db.close();
  renameSync(unfinished, file);
}

/** Takes out what earlier measurements wrote, and dates the last rows today: the next start finds the same again. */
export function restoreLargeDatabase(file: string): void {
  const db = new SqliteDatabase(file);
  db.exec(`DELETE FROM access_log WHERE seq > ${LOG_ROWS - ROWS_OF_TODAY}; DELETE FROM outbox; DELETE FROM hour`);
  writeDay(db, new LogWriter(db, bootId), Date.now(), ROWS_OF_TODAY);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** A reset, and then people who come, each with the door's own events, and go. */
function writeDay(db: Database, log: LogWriter, from: number, rows: number): void {
  db.transaction(() => {
    log.append([{ type: 'occupancy-reset' }], from, false);
    const left = { rows: rows - 1, at: from };
    for (let number = 1; left.rows > 0; number++) {
      const events = [...passage('in', number), ...(number > 20 ? passage('out', number - 20) : [])].slice(
        0,
        left.rows,
      );
      left.at += 30_000;
      left.rows -= events.length;
      log.append(events, left.at, false);
    }
  })();
  log.committed();
}

function passage(direction: 'in' | 'out', number: number): LoggedEvent[] {
  return [
    {
      ...{ type: 'access-granted', kind: 'uid', role: 'visitor', reader, door, direction, mode: 'staffed' },
      ...{ pseudonym: pseudonymOf(number), visit: VisitNumber.parse(number), assurance: 1 },
    },
    { type: 'door-state-changed', door, state: 'open' },
    { type: 'access-taken', door },
    { type: 'door-state-changed', door, state: 'closed' },
  ];
}

function pseudonymOf(number: number): Pseudonym {
  return Pseudonym.parse((number * 0x9e3779b9).toString(16).padStart(32, '0').slice(-32));
}
