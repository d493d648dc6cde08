import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDataFolder } from '../../device/data-folder.ts';
import { stepsOf } from '../../device/log-file/put-in-place.ts';
import { RestoreWorkshop } from '../../device/log-file/restore-workshop.ts';
import { appendWhileStopped, settleDatabase } from '../../device/storage/copy-database.ts';
import { holdDatabase } from '../../device/storage/database.ts';
import { letIn, OTHER_CARD } from '../box/at-door.ts';
import { bootId } from '../support/boot-id.ts';
import { brokenLinks } from '../support/chain.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const KEYS = ['credential.key', 'box.key'] as const;

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

/** What a restore has ready before it puts it in place, of a box with other keys. */
function readyIn(folder: string): RestoreWorkshop {
  const workshop = new RestoreWorkshop(folder);
  workshop.begin();
  const event = { type: 'backup-restored', madeAtMs: 1, by: 'admin' } as const;
  appendWhileStopped(join(workshop.folder, 'kiosk.sqlite'), bootId, [event], 1);
  for (const name of KEYS) writeFileSync(join(workshop.folder, name), `another ${name}`);
  return workshop;
}

const keysIn = (folder: string, behind = '') => KEYS.map((name) => readFileSync(join(folder, name + behind), 'utf8'));
const underWay = (folder: string) => existsSync(join(folder, 'restore-under-way'));

/** A folder in which a restore was cut after so many of its steps; how many there are. */
async function cutAfter(killed: string, cut: number) {
  const folder = tempFolder();
  cpSync(killed, folder, { recursive: true });
  expect(settleDatabase(databaseFile(folder))).toBe(true);
  const workshop = readyIn(folder);
  const aside = workshop.setChecked(Date.now());
  const steps = stepsOf(folder, workshop.folder, aside);
  for (const step of steps.slice(0, cut)) step();
  return { folder, aside, steps: steps.length };
}

test('a cut at any step leaves the old log whole or the new one, and the same command does it once more', async () => {
  const { folder: killed, before, restore } = await killedBox();
  const seen = new Set<string>();
  for (let [cut, count] = [0, 1]; cut <= count; cut += 1) {
    const { folder, steps } = await cutAfter(killed, cut);
    count = steps;
    const isNew = restored(folder) === 1;
    seen.add(isNew ? 'new' : 'old');
    expect(brokenLinks(folder), `step ${cut}`).toEqual([]);
    if (!isNew) expect(rows(folder), `step ${cut}`).toBe(before);
    expect((await restore(folder)).exit, `step ${cut}`).toBe(0);
    expect([restored(folder), brokenLinks(folder), underWay(folder)]).toEqual([1, [], false]);
    expect(keysIn(folder), `step ${cut}`).toEqual(keysIn(killed));
  }
  expect([...seen].sort()).toEqual(['new', 'old']);
});

test('after a cut at any step the next start has the log and the keys of one box, and those of the other are aside', async () => {
  const { folder: killed, before } = await killedBox();
  for (let [cut, count] = [0, 1]; cut <= count; cut += 1) {
    const { folder, aside, steps } = await cutAfter(killed, cut);
    count = steps;
    await openDataFolder(folder);
    expect([restored(folder), brokenLinks(folder), underWay(folder)], `step ${cut}`).toEqual([1, [], false]);
    expect(keysIn(folder), `step ${cut}`).toEqual(['another credential.key', 'another box.key']);
    expect(keysIn(folder, aside), `step ${cut}`).toEqual(keysIn(killed));
    const old = tempFolder();
    cpSync(databaseFile(folder) + aside, databaseFile(old));
    expect([rows(old), brokenLinks(old)], `step ${cut}`).toEqual([before, []]);
  }
});

test('after a cut while the finishing of one was cut, too, the next start finishes it', async () => {
  const { folder: killed } = await killedBox();
  for (let [cut, count] = [0, 1]; cut <= count; cut += 1) {
    const { folder, aside, steps } = await cutAfter(killed, Math.max(0, cut - 2));
    count = steps;
    for (const step of stepsOf(folder, join(folder, 'restore-under-way'), aside).slice(0, 2)) step();
    await openDataFolder(folder);
    expect([restored(folder), keysIn(folder, aside)], `step ${cut}`).toEqual([1, keysIn(killed)]);
  }
});

test.each(['', '.before-rest'])(
  'a cut before all was checked (%j) leaves the old ones; the rest is gone',
  async (mark) => {
    const { folder, before } = await killedBox();
    const keys = keysIn(folder);
    const workshop = readyIn(folder);
    if (mark !== '') writeFileSync(join(workshop.folder, 'checked'), mark);
    await openDataFolder(folder);
    expect([rows(folder), restored(folder), keysIn(folder), underWay(folder)]).toEqual([before, 0, keys, false]);
    expect(readdirSync(folder).filter((name) => name.includes('before-restore'))).toEqual([]);
  },
);

test('while a restore goes on, a box that is started leaves it alone', async () => {
  const { folder } = await killedBox();
  readyIn(folder);
  const hold = holdDatabase(databaseFile(folder));
  await openDataFolder(folder);
  expect([hold === null, underWay(folder)]).toEqual([false, true]);
  hold?.close();
});

test('a restore that is refused does not undo one that waits to be finished', async () => {
  const { folder: killed } = await killedBox();
  const { folder, steps } = await cutAfter(killed, 0);
  expect(steps).toBeGreaterThan(0);
  const key = join(tempFolder(), 'key.txt');
  writeFileSync(key, identity);
  expect((await log(folder, 'restore', '--from', key, '--identity', key)).exit).toBe(1);
  expect([restored(folder), keysIn(folder)]).toEqual([1, ['another credential.key', 'another box.key']]);
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
