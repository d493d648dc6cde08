import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openDataFolder } from '../../device/data-folder.ts';
import { enterRehearsal } from '../../device/log-file/workshops.ts';
import { migrations } from '../../device/storage/migrations.ts';
import { letIn, OTHER_CARD } from '../box/at-door.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const newest = migrations.length;

function databaseOf(version: number): string {
  const folder = tempFolder();
  const db = new SqliteDatabase(databaseFile(folder));
  for (const step of migrations.slice(0, version)) typeof step === 'string' ? db.exec(step) : step(db);
  db.pragma(`user_version = ${version}`);
  db.close();
  return folder;
}

test.each(migrations.map((_, index) => index + 1))(
  'a database of schema %i can be taken over, and is as it was',
  async (version) => {
    const folder = databaseOf(version);
    expect(await log(folder, 'rehearse')).toMatchObject({ exit: 0, told: { ok: true, from: version, to: newest } });
    expect(rowsOf(folder, 'PRAGMA user_version')).toEqual([{ user_version: version }]);
    expect(readdirSync(folder)).not.toContain('rehearsal-under-way');
  },
);

test('while the box runs its database is rehearsed with what was logged just now', async () => {
  const box = await withBox();
  await letIn(box, OTHER_CARD);
  const { exit, told } = await log(box.folder, 'rehearse');
  const rows = rowsOf(box.folder, 'SELECT 1 FROM access_log').length;
  expect({ exit, told }).toEqual({ exit: 0, told: { ok: true, from: newest, to: newest, rows } });
  expect((await box.health()).log.state).toBe('ready');
});

test('a database of a newer program is not', async () => {
  const folder = databaseOf(newest);
  const db = new SqliteDatabase(databaseFile(folder));
  db.pragma(`user_version = ${newest + 1}`);
  db.close();
  const { exit, told } = await log(folder, 'rehearse');
  expect({ exit, told }).toMatchObject({ exit: 1, told: { ok: false, code: 'database-newer-than-program' } });
  expect(readdirSync(folder)).not.toContain('rehearsal-under-way');
});

test('nor is one whose log was changed', async () => {
  const box = await withBox();
  await letIn(box, OTHER_CARD);
  await box.stop();
  const db = new SqliteDatabase(databaseFile(box.folder));
  db.exec(`DROP TRIGGER access_log_is_append_only; UPDATE access_log SET at_ms = 0 WHERE seq = 2`);
  db.close();
  expect(await log(box.folder, 'rehearse')).toMatchObject({ exit: 1, told: { code: 'database-broken' } });
});

test('where there is none there is nothing to rehearse', async () => {
  expect(await log(tempFolder(), 'rehearse')).toMatchObject({ exit: 66, told: { code: 'log-unreadable' } });
});

test('one at a time; what the power cut goes at the next start', async () => {
  const folder = databaseOf(newest);
  const workshop = enterRehearsal(folder);
  expect(await log(folder, 'rehearse')).toMatchObject({ exit: 75, told: { code: 'rehearsal-under-way' } });
  workshop?.leave();
  mkdirSync(join(folder, 'rehearsal-under-way'));
  writeFileSync(join(folder, 'rehearsal-under-way', 'kiosk.sqlite'), 'a copy with all that the database holds');
  await openDataFolder(folder);
  expect(readdirSync(folder)).not.toContain('rehearsal-under-way');
});
