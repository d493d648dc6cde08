import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { decrypted } from '../../device/log-file/backup.ts';
import { migrations } from '../../device/storage/migrations.ts';
import { asHost, CARD, enrolMyself, letIn, OTHER_CARD, present } from '../box/at-door.ts';
import { brokenLinks } from '../support/chain.ts';
import { ruled } from '../support/office.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { boxFolder, MONDAY_10, withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

/** Visitors register a card by themselves, and only registered ones come in. */
const selfEnrolling = ruled({ modes: { staffed: { who: 'enrolled' } }, enrolment: { self: true } });

let identity = '';
let recipient = '';
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

function keyFile(content = identity): string {
  const file = join(tempFolder(), 'key.txt');
  writeFileSync(file, `# public key: ${recipient}\n${content}\n`);
  return file;
}

const backUp = (folder: string, out: string, ...more: string[]) =>
  log(folder, 'backup', '--to', recipient, '--out', out, ...more);
const restore = (folder: string, from: string, key = keyFile()) =>
  log(folder, 'restore', '--from', from, '--identity', key);

async function bytesOf(file: string): Promise<Buffer> {
  const stream = await decrypted(file, identity);
  if (stream === null) throw new Error('it is not encrypted to this identity');
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A box at which one card was registered, and what was backed up of it. */
async function backedUp() {
  const box = await withBox({ config: selfEnrolling });
  await enrolMyself(box, CARD);
  await letIn(box, CARD);
  const out = tempFolder();
  const { exit, told } = await backUp(box.folder, out, '--identity', keyFile());
  expect([exit, told]).toMatchObject([0, { ok: true }]);
  return { box, out, file: String(told.file) };
}

describe('a backup', () => {
  test('is made while taps go on, is for its reader alone, and the log tells of it', async () => {
    const { box, out, file } = await backedUp();
    await letIn(box, OTHER_CARD);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(out)).toHaveLength(1);
    expect(rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'backup-made'`)).toEqual([
      { data: JSON.stringify({ bytes: statSync(file).size, by: 'admin' }) },
    ]);
  });

  test('leaves nothing plain behind, and holds neither the day’s key nor a token', async () => {
    const { box, file } = await backedUp();
    expect(existsSync(join(box.folder, 'backup-under-way'))).toBe(false);
    expect(readFileSync(file).includes('SQLite format 3')).toBe(false);
    const plain = await bytesOf(file);
    expect(plain.includes('SQLite format 3')).toBe(true);
    for (const name of ['pseudonym.key', 'session-secret', 'admin-token', 'shell-token', 'kiosk-token'])
      expect(plain.includes(readFileSync(join(box.folder, name))), name).toBe(false);
    expect(plain.includes(readFileSync(join(box.folder, 'credential.key')))).toBe(true);
  });

  test('of a box that is stopped is in its log all the same', async () => {
    const box = await withBox();
    await box.stop();
    expect((await backUp(box.folder, tempFolder())).exit).toBe(0);
    expect(rowsOf(box.folder, `SELECT 1 FROM access_log WHERE type = 'backup-made'`)).toHaveLength(1);
    expect(brokenLinks(box.folder)).toEqual([]);
  });

  test('that is asked for while another is made is refused, and the other one goes on', {
    timeout: 20_000,
  }, async () => {
    const box = await withBox();
    await letIn(box);
    const out = tempFolder();
    const both = await Promise.all([backUp(box.folder, out), backUp(box.folder, out)]);
    expect(both).toMatchObject([
      { exit: 0, told: { ok: true } },
      { exit: 75, told: { ok: false, code: 'backup-under-way' } },
    ]);
    expect(readdirSync(out)).toHaveLength(1);
    expect((await backUp(box.folder, out)).exit).toBe(0);
  });

  test('takes the place of older ones beyond those that are to stay', async () => {
    const box = await withBox();
    const out = tempFolder();
    writeFileSync(join(out, 'testerna-kontoret-2025-01-01T000000.000Z.akbackup.age'), 'old');
    writeFileSync(join(out, 'other-office-2025-01-01T000000.000Z.akbackup.age'), 'another’s');
    await vi.waitFor(() => expect(existsSync(join(box.folder, 'log-head.json'))).toBe(true));
    await backUp(box.folder, out, '--keep', '1');
    expect(readdirSync(out).sort()).toEqual([
      'other-office-2025-01-01T000000.000Z.akbackup.age',
      expect.stringMatching(/^testerna-kontoret-20[^5].*\.akbackup\.age$|^testerna-kontoret-202[6-9].*/),
    ]);
  });

  test('of a box without the key of its cards is none, and it is said that this is why', async () => {
    const box = await withBox();
    await box.stop();
    rmSync(join(box.folder, 'credential.key'));
    const out = tempFolder();
    expect(await backUp(box.folder, out)).toMatchObject({
      exit: 66,
      told: { code: 'file-unreadable', message: expect.stringContaining('credential.key') },
    });
    expect(readdirSync(out)).toEqual([]);
  });

  test('to a folder that cannot be written is refused, and nothing is left', async () => {
    const box = await withBox();
    expect(await backUp(box.folder, join(tempFolder(), 'none'))).toMatchObject({ exit: 73 });
    expect(existsSync(join(box.folder, 'backup-under-way'))).toBe(false);
  });
});

describe('what is restored', () => {
  test('on a new box knows the cards, verifies, and says that it was restored', async () => {
    const { file } = await backedUp();
    const fresh = boxFolder();
    expect(await restore(fresh, file)).toMatchObject({ exit: 0, told: { ok: true, aside: null } });
    for (const name of ['kiosk.sqlite', 'credential.key', 'box.key'])
      expect(statSync(join(fresh, name)).mode & 0o777).toBe(0o600);
    expect(brokenLinks(fresh)).toEqual([]);
    expect(rowsOf(fresh, `SELECT type FROM access_log ORDER BY seq DESC LIMIT 1`)).toEqual([
      { type: 'backup-restored' },
    ]);
    const box = await withBox({ folder: fresh, config: selfEnrolling });
    await letIn(box, CARD);
    expect(box.strikeMoves()[0]).toBe(true);
    expect(await present(box)).toBeNull();
  });

  test('is under the hold on purging that the box had', async () => {
    const { box, file } = await backedUp();
    await asHost(box);
    const why = 'begäran om utlämnande';
    await box.request('POST', '/api/host/hold-purge', { why, days: 30 });
    await box.stop();
    expect((await restore(box.folder, file)).exit).toBe(0);
    const { folder } = box;
    const again = await withBox({ folder, at: MONDAY_10 + 86_400_000 });
    await asHost(again);
    expect((await again.snapshot()).host?.retention.hold).toMatchObject({ why });
  });

  test('takes the place of what is there, which is put aside', async () => {
    const { box, file } = await backedUp();
    await box.stop();
    const { exit, told } = await restore(box.folder, file);
    expect(exit).toBe(0);
    expect(existsSync(String(told.aside))).toBe(true);
    expect(readdirSync(box.folder).filter((name) => name.includes('under-way'))).toEqual([]);
    expect(brokenLinks(box.folder)).toEqual([]);
  });

  test('takes the place of what a newer program wrote, and keeps the schema of the program that restores', async () => {
    const { box, file } = await backedUp();
    await box.stop();
    const newer = new SqliteDatabase(databaseFile(box.folder));
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    expect((await restore(box.folder, file)).exit).toBe(0);
    expect(rowsOf(box.folder, 'PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
    await letIn(await withBox({ folder: box.folder, config: selfEnrolling }), CARD);
  });

  test.each([
    ['to another’s identity', 'identity-wrong', (_: Buffer): Buffer | null => null],
    ['when it is cut off', 'backup-broken', (whole: Buffer) => whole.subarray(0, whole.length - 70_000)],
    [
      'when a byte of it is another',
      'backup-broken',
      (whole: Buffer) => {
        const other = Buffer.from(whole);
        other[other.length - 50_000] = (other[other.length - 50_000] ?? 0) ^ 1;
        return other;
      },
    ],
    ['when it is something else', 'identity-wrong', () => Buffer.from('a shopping list')],
  ] as const)('is refused %s, and nothing is changed', async (_name, code, change) => {
    const { file } = await backedUp();
    const broken = join(tempFolder(), 'broken.age');
    const content = change(readFileSync(file));
    writeFileSync(broken, content ?? readFileSync(file));
    const folder = tempFolder();
    mkdirSync(folder, { recursive: true });
    const key = content === null ? keyFile(await generateX25519Identity()) : keyFile();
    expect(await restore(folder, broken, key)).toMatchObject({ exit: 1, told: { code } });
    expect(readdirSync(folder).filter((name) => !name.endsWith('.lock'))).toEqual([]);
  });

  test('is refused while the box runs', async () => {
    const { box, file } = await backedUp();
    expect(await restore(box.folder, file)).toMatchObject({ exit: 75, told: { code: 'box-running' } });
    await letIn(box, OTHER_CARD);
  });

  test('keeps to the same time limits: what is too old in it goes at the next start', async () => {
    // The command's clock, as the box's.
    vi.useFakeTimers({ toFake: ['Date'], now: MONDAY_10 });
    onTestFinished(() => void vi.useRealTimers());
    const { file } = await backedUp();
    const fresh = boxFolder();
    await restore(fresh, file);
    const granted = (): number => rowsOf(fresh, `SELECT 1 FROM access_log WHERE type = 'access-granted'`).length;
    expect(granted()).toBe(1);
    const box = await withBox({ folder: fresh, config: selfEnrolling, at: Date.UTC(2026, 2, 20, 9) });
    await vi.waitFor(() => expect(granted()).toBe(0));
    await box.stop();
    expect(brokenLinks(fresh)).toEqual([]);
  });
});
