import { createPublicKey, verify } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openBoxKey } from '../../device/box-key.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { letIn } from './at-door.ts';

const HOUR = 3_600_000;
/** Nobody listens there: what it would hear waits. */
const away = { mode: 'mqtt', urls: ['mqtt://127.0.0.1:9'] };

const Seal = z.strictObject({ signed: z.string(), signature: z.string(), key: z.string() });
type Seal = z.infer<typeof Seal>;

const inFile = (folder: string): Seal => Seal.parse(JSON.parse(readFileSync(join(folder, 'log-head.json'), 'utf8')));
const inLog = (folder: string): readonly Seal[] =>
  (rowsOf(folder, `SELECT data FROM access_log WHERE type = 'log-head-signed' ORDER BY seq`) as { data: string }[]).map(
    ({ data }) => Seal.parse(JSON.parse(data)),
  );
const inOutbox = (folder: string): readonly Seal[] =>
  (rowsOf(folder, `SELECT body FROM outbox WHERE stream = 'log-head' ORDER BY id`) as { body: string }[]).map(
    ({ body }) => Seal.parse(JSON.parse(body)),
  );

/** By what lies beside the database, as anybody would check it. */
const isSigned = (folder: string, { signed, signature }: Seal) =>
  verify(null, Buffer.from(signed), readFileSync(join(folder, 'box-key.pub')), Buffer.from(signature, 'base64'));

/** On disk, and not only said. */
const sealed = (box: TestBox, times: number) =>
  expect.poll(() => inLog(box.folder), { timeout: 10_000 }).toHaveLength(times);

/** The first day begins when the box is started, the second at 04:00. */
async function boxAfterTwoSeals(folder = boxFolder()): Promise<TestBox> {
  const box = await withBox({ config: { broker: away }, folder });
  await sealed(box, 1);
  await letIn(box);
  box.clock.advance(18 * HOUR);
  await sealed(box, 2);
  return box;
}

describe('when a day begins', () => {
  test('the head of the log is signed: in the log, for the broker, and in a file', async () => {
    const { folder, stop } = await boxAfterTwoSeals();
    await stop();
    const seals = inLog(folder);
    expect(seals).toHaveLength(2);
    expect(inOutbox(folder)).toEqual(seals);
    expect(inFile(folder)).toEqual(seals[1]);
    for (const seal of seals) expect(isSigned(folder, seal)).toBe(true);
    const [seal] = seals;
    if (seal) expect(isSigned(folder, { ...seal, signed: seal.signed.replace('kontoret', 'kontoret2') })).toBe(false);
  });

  test('what is signed is the number and the hash of a row, whose log it is, and when', async () => {
    const box = await boxAfterTwoSeals();
    await box.stop();
    const { signed, key } = inFile(box.folder);
    const [format, office, seq, hash, at, rest] = signed.split('\n');
    expect([format, office, rest]).toEqual(['ak-log-head/1', 'testerna/kontoret', '']);
    expect(
      rowsOf(box.folder, `SELECT lower(hex(hash)) AS hash, type FROM access_log WHERE seq = ${Number(seq)}`),
    ).toEqual([{ hash, type: expect.any(String) }]);
    // 04:00 in Stockholm; the box looks at its clock three times a minute.
    expect(at).toMatch(/^2026-03-03T03:00:\d\d\.\d{3}Z$/);
    const der = createPublicKey(readFileSync(join(box.folder, 'box-key.pub'))).export({ type: 'spki', format: 'der' });
    expect(key).toBe(der.subarray(-32).toString('base64'));
  });
});

describe('the key of the box', () => {
  test('is for the box alone to read, and stays what it is over restarts', async () => {
    const folder = boxFolder();
    const first = await boxAfterTwoSeals(folder);
    await first.stop();
    const key = readFileSync(join(folder, 'box.key'), 'utf8');
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(statSync(join(folder, 'box.key')).mode & 0o777).toBe(0o600);
    const again = await withBox({ folder });
    await again.stop();
    expect(readFileSync(join(folder, 'box.key'), 'utf8')).toBe(key);
    for (const seal of inLog(folder)) expect(isSigned(folder, seal)).toBe(true);
  });

  const files = (folder: string) => ({
    key: join(folder, 'box.key'),
    publicKey: join(folder, 'box-key.pub'),
    lastSeal: join(folder, 'log-head.json'),
  });

  test('is in memory alone where the disk takes nothing, and the box starts all the same (I1)', () => {
    const folder = tempFolder();
    // No file can be made where a folder is.
    for (const name of ['box.key.new', 'box-key.pub', 'log-head.json']) mkdirSync(join(folder, name));
    const { signature, key } = openBoxKey(files(folder)).seal('text');
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from('text'), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  });

  test('is never replaced where the file holds something else: a person has to look', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'box.key'), 'this is a shopping list');
    expect(() => openBoxKey(files(folder))).toThrow();
    expect(readFileSync(join(folder, 'box.key'), 'utf8')).toBe('this is a shopping list');
  });
});
