import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDataFolder } from '../../device/data-folder.ts';
import { decrypted } from '../../device/log-file/backup.ts';
import { unpack } from '../../device/log-file/backup-container.ts';
import { enterBackupWorkshop } from '../../device/log-file/workshops.ts';
import { letIn } from '../box/at-door.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

let identity = '';
let recipient = '';
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

/** SQLite's own beside the database: with every write of the box other pages of it, the first one too, stand there. */
const JOURNALS = ['.lock', '.sqlite-wal', '.sqlite-shm'];

/** Names of all files below but locks and journals, and those that hold what every database begins with. */
function lookedThrough(folder: string): { readonly names: readonly string[]; readonly plain: readonly string[] } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !JOURNALS.some((ending) => entry.name.endsWith(ending)))
    .map(({ parentPath, name }) => join(parentPath, name));
  return { names, plain: names.filter((name) => readFileSync(name).includes('SQLite format 3')) };
}

async function aBackup(...more: string[]) {
  const box = await withBox();
  await letIn(box);
  await sealOf(box.folder);
  const out = tempFolder();
  const before = lookedThrough(box.folder);
  const made = await log(box.folder, 'backup', '--to', recipient, '--out', out, ...more);
  return { box, out, before, made };
}

function keyFile(): string {
  const file = join(tempFolder(), 'key.txt');
  writeFileSync(file, identity);
  return file;
}

describe('no plain copy stays', () => {
  test('of a backup that was made and read back', async () => {
    const { box, out, before, made } = await aBackup('--identity', keyFile());
    expect(made.exit).toBe(0);
    expect(lookedThrough(box.folder)).toEqual(before);
    expect(lookedThrough(out)).toEqual({ names: [made.told.file], plain: [] });
  });

  test('of one that the key does not read: it is gone too', async () => {
    const key = join(tempFolder(), 'other.txt');
    writeFileSync(key, await generateX25519Identity());
    const { box, out, before, made } = await aBackup('--identity', key);
    expect(made).toMatchObject({ exit: 1, told: { code: 'backup-broken' } });
    expect([lookedThrough(box.folder), readdirSync(out)]).toEqual([before, []]);
  });

  test('of one whose key is not there: none is written', async () => {
    const { out, made } = await aBackup('--identity', join(tempFolder(), 'none'));
    expect(made).toMatchObject({ exit: 66, told: { code: 'file-unreadable' } });
    expect(readdirSync(out)).toEqual([]);
  });

  describe('of one that a crash broke off', () => {
    function leftIn(folder: string): string {
      const left = join(folder, 'backup-under-way');
      mkdirSync(left);
      writeFileSync(join(left, 'kiosk.sqlite'), 'SQLite format 3');
      return left;
    }

    test('once the next is made', async () => {
      const box = await withBox();
      const left = leftIn(box.folder);
      expect((await log(box.folder, 'backup', '--to', recipient, '--out', tempFolder())).exit).toBe(0);
      expect(existsSync(left)).toBe(false);
    });

    test('once the box is started, but not while a backup is made', async () => {
      const folder = tempFolder();
      const workshop = enterBackupWorkshop(folder);
      if (workshop === null) throw new Error('nobody else makes one');
      await openDataFolder(folder);
      expect(existsSync(workshop.folder)).toBe(true);
      workshop.leave();
      const left = leftIn(folder);
      await openDataFolder(folder);
      expect(existsSync(left)).toBe(false);
    });
  });

  test('where a part cannot be written while the rest of it is still to come: the caller is told', async () => {
    const part = (name: string) => ({ name, bytes: 10, sha256: '' });
    const parts = ['kiosk.sqlite', 'credential.key', 'box.key'].map(part);
    const header = { format: 'ak-backup/1', madeAtMs: 1, office: 'x', schemaVersion: 1, parts };
    const nowhere = join(tempFolder(), 'none', 'part');
    async function* slow() {
      yield Buffer.from(`${JSON.stringify(header)}\n12345`);
      // Until the system has said no and the stream has told: questions that go the same way, and come after.
      for (let asked = 0; asked < 20; asked += 1) await open(nowhere).catch(() => setImmediate());
      yield Buffer.from('67890');
    }
    await expect(unpack(slow(), () => nowhere)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('a container holds its three parts, by name and by bytes, and nothing of the day or of a session', async () => {
  const { box, made } = await aBackup();
  const opened = await decrypted(String(made.told.file), identity);
  if (opened === null) throw new Error('it is not encrypted to this identity');
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  const header = JSON.parse(whole.subarray(0, whole.indexOf(10)).toString());
  expect(header.parts.map(({ name }: { name: string }) => name)).toEqual(['kiosk.sqlite', 'credential.key', 'box.key']);
  for (const name of ['pseudonym.key', 'session-secret', 'admin-token', 'shell-token', 'kiosk-token']) {
    expect(whole.includes(name), name).toBe(false);
    expect(whole.includes(readFileSync(join(box.folder, name))), name).toBe(false);
  }
});

test('backups of an office whose name only begins like this one’s are not this one’s to delete', async () => {
  const { box, out } = await aBackup();
  const { signed } = await sealOf(box.folder);
  const office = String(signed.split('\n')[1]).replace('/', '-');
  const [own, other] = [office, `${office}-2`].map((name) => `${name}-2025-01-01T000000.000Z.akbackup.age`) as [
    string,
    string,
  ];
  for (const name of [own, other]) writeFileSync(join(out, name), 'old');
  await log(box.folder, 'backup', '--to', recipient, '--out', out, '--keep', '1');
  expect([existsSync(join(out, own)), existsSync(join(out, other))]).toEqual([false, true]);
});

async function sealOf(folder: string): Promise<{ readonly signed: string }> {
  await expect.poll(() => existsSync(join(folder, 'log-head.json'))).toBe(true);
  return JSON.parse(readFileSync(join(folder, 'log-head.json'), 'utf8'));
}

test('a seal that the power cut is no reason to make no backup', async () => {
  const box = await withBox();
  await box.stop();
  writeFileSync(join(box.folder, 'log-head.json'), '{"signed":"te');
  const { exit, told } = await log(box.folder, 'backup', '--to', recipient, '--out', tempFolder());
  expect([exit, String(told.file)]).toEqual([0, expect.stringMatching(/\/office-[^/]*$/)]);
});

test('a container that names one part three times is foreign, and changes nothing', async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const part = { name: 'kiosk.sqlite', bytes: 0, sha256: '' };
  const header = { format: 'ak-backup/1', madeAtMs: 1, office: 'x', schemaVersion: 1, parts: [part, part, part] };
  const from = join(tempFolder(), 'crafted.age');
  writeFileSync(from, await encrypter.encrypt(`${JSON.stringify(header)}\n`));
  const folder = tempFolder();
  writeFileSync(join(folder, 'pseudonym.key'), 'today’s');
  expect(await log(folder, 'restore', '--from', from, '--identity', keyFile())).toMatchObject({
    ...{ exit: 1, told: { code: 'backup-foreign' } },
  });
  expect(readdirSync(folder).filter((name) => !name.endsWith('.lock'))).toEqual(['pseudonym.key']);
});
