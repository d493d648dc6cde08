import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { migrate } from '../../device/storage/migrations.ts';

export const CREDENTIALS = 1_000_000;
export const LOG_ROWS = 10_000_000;
const ROWS_OF_TODAY = 400;

/** Makes, once, the database of a box that has served for decades; takes about a minute and a gigabyte. */
export function ensureLargeDatabase(file: string, progress: (text: string) => void): void {
  if (existsSync(file)) return;
  progress(`making a database of ${CREDENTIALS} credentials and ${LOG_ROWS} log rows …`);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const db = new SqliteDatabase(unfinished);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const fault = migrate(db);
  if (fault) throw new Error(fault.message);
  const count = (n: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${n})`;
  db.exec(`INSERT INTO credential (hash, role, blocked, enrolled_at_ms) SELECT * FROM (${count(CREDENTIALS)}
    SELECT randomblob(16) AS hash, iif(i % 1000 = 0, 2, 1), iif(i % 500 = 0, 'lost', NULL), 0 FROM n) ORDER BY hash`);
  const grant = `json_object('credential', lower(hex(randomblob(16))), 'kind', 'uid', 'reader', 'front',
    'door', 'entrance', 'direction', iif(i % 2, 'in', 'out'))`;
  const bootId = '5f0c8f52-6f38-4c3a-9a53-6f0a3c1d2e4b';
  db.exec(`${count(LOG_ROWS - ROWS_OF_TODAY)} INSERT INTO access_log (boot_id, at_ms, type, data)
    SELECT '${bootId}', i * 30000, iif(i % 400, 'access-granted', 'occupancy-reset'),
      iif(i % 400, ${grant}, '{}') FROM n`);
  db.exec(
    `INSERT INTO access_log (boot_id, at_ms, type, data) VALUES ('${bootId}', unixepoch() * 1000, 'occupancy-reset', '{}')`,
  );
  db.exec(`${count(ROWS_OF_TODAY - 1)} INSERT INTO access_log (boot_id, at_ms, type, data)
    SELECT '${bootId}', unixepoch() * 1000, 'access-granted', ${grant} FROM n`);
  db.close();
  renameSync(unfinished, file);
}

/** Takes out what earlier measurements wrote, and dates the last rows today: the next start finds the same again. */
export function restoreLargeDatabase(file: string): void {
  const db = new SqliteDatabase(file);
  db.exec(`DELETE FROM access_log WHERE seq > ${LOG_ROWS}; DELETE FROM outbox;
    UPDATE access_log SET at_ms = unixepoch() * 1000 WHERE seq > ${LOG_ROWS - ROWS_OF_TODAY}`);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
