import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { stepsOf } from '../../device/log-file/put-in-place.ts';
import { appendWhileStopped, settleDatabase } from '../../device/storage/copy-database.ts';
import { letIn, OTHER_CARD } from '../box/at-door.ts';
import { bootId } from '../support/boot-id.ts';
import { brokenLinks } from '../support/chain.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

let identity = '';
let recipient = '';
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

const rows = (folder: string): number => rowsOf(folder, 'SELECT 1 FROM access_log').length;
const restored = (folder: string) => rowsOf(folder, `SELECT 1 FROM access_log WHERE type = 'backup-restored'`).length;

/** A folder as a kill leaves it: the last rows are in the write-ahead log alone. */
async function killedBox() {
  const box = await withBox();
  const out = tempFolder();
  const key = join(tempFolder(), 'key.txt');
  writeFileSync(key, identity);
  const { told } = await log(box.folder, 'backup', '--to', recipient, '--out', out);
  await letIn(box, OTHER_CARD);
  const folder = tempFolder();
  cpSync(box.folder, folder, { recursive: true });
  expect(existsSync(`${databaseFile(folder)}-wal`)).toBe(true);
  // Reading it may settle it.
  const read = tempFolder();
  cpSync(folder, read, { recursive: true });
  const before = rows(read);
  return {
    folder,
    before,
    restore: (to: string) => log(to, 'restore', '--from', String(told.file), '--identity', key),
  };
}

/** What a restore has ready just before it puts it in place, of a box with other keys. */
function readyIn(folder: string): string {
  const workshop = join(folder, 'restore-under-way');
  mkdirSync(workshop);
  const event = { type: 'backup-restored', madeAtMs: 1, by: 'admin' } as const;
  appendWhileStopped(join(workshop, 'kiosk.sqlite'), bootId, event, 1);
  for (const name of ['credential.key', 'box.key']) writeFileSync(join(workshop, name), `another ${name}`);
  return workshop;
}

test('a cut at any step leaves the old log whole or the new one, and the same command does it once more', async () => {
  const { folder: killed, before, restore } = await killedBox();
  const seen = new Set<string>();
  for (let [cut, count] = [0, 1]; cut <= count; cut += 1) {
    const folder = tempFolder();
    cpSync(killed, folder, { recursive: true });
    const oldKey = readFileSync(join(folder, 'credential.key'));
    expect(settleDatabase(databaseFile(folder))).toBe(true);
    const { steps } = stepsOf(folder, readyIn(folder));
    count = steps.length;
    for (const step of steps.slice(0, cut)) step();
    const isNew = restored(folder) === 1;
    seen.add(isNew ? 'new' : 'old');
    expect(brokenLinks(folder), `step ${cut}`).toEqual([]);
    if (!isNew) expect(rows(folder), `step ${cut}`).toBe(before);
    const keys = readdirSync(folder).filter((name) => name.startsWith('credential.key'));
    expect(
      keys.some((name) => readFileSync(join(folder, name)).equals(oldKey)),
      `step ${cut}`,
    ).toBe(true);
    expect((await restore(folder)).exit, `step ${cut}`).toBe(0);
    expect([restored(folder), brokenLinks(folder), existsSync(join(folder, 'restore-under-way'))]).toEqual([
      1,
      [],
      false,
    ]);
  }
  expect([...seen].sort()).toEqual(['new', 'old']);
});

test('what was there is aside with its last rows and the keys that go with it', async () => {
  const { folder, before, restore } = await killedBox();
  const key = readFileSync(join(folder, 'credential.key'));
  const { exit, told } = await restore(folder);
  expect(exit).toBe(0);
  const stamp = String(told.aside).slice(databaseFile(folder).length);
  const other = tempFolder();
  cpSync(String(told.aside), databaseFile(other));
  expect([rows(other), brokenLinks(other)]).toEqual([before, []]);
  expect(readFileSync(join(folder, `credential.key${stamp}`))).toEqual(key);
});

test('an old database that is broken is put aside all the same, and nothing of it is read with the new one', async () => {
  const { restore } = await killedBox();
  const folder = tempFolder();
  const broken = 'no database at all, but long enough to be looked at'.repeat(100);
  writeFileSync(databaseFile(folder), broken);
  writeFileSync(`${databaseFile(folder)}-wal`, 'nor a log');
  const { exit, told } = await restore(folder);
  expect([exit, readFileSync(String(told.aside), 'utf8')]).toEqual([0, broken]);
  expect([existsSync(`${databaseFile(folder)}-wal`), restored(folder), brokenLinks(folder)]).toEqual([false, 1, []]);
});

test('while another program reads the old one, nothing is changed', { timeout: 20_000 }, async () => {
  const { folder, before, restore } = await killedBox();
  const reader = new SqliteDatabase(databaseFile(folder), { readonly: true });
  onTestFinished(() => void reader.close());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM access_log').get();
  expect(await restore(folder)).toMatchObject({ exit: 75, told: { code: 'database-read' } });
  expect([rows(folder), readdirSync(folder).some((name) => name.includes('before-restore'))]).toEqual([before, false]);
});
