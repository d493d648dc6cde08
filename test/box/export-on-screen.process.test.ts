import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test, vi } from 'vitest';
import type { Clock } from '../../device/ports/clock.ts';
import { systemClock } from '../../device/system-clock.ts';
import { StoreAtHand, visitOf } from '../storage/purging.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { boxFolder, boxOn, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, letIn } from './at-door.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
const take = (box: TestBox<Clock>, what: string) => box.request('POST', '/api/host/export', { what });
const section = async (box: TestBox<Clock>) => (await box.snapshot()).host?.exports;
const stateOf = async (box: TestBox<Clock>) => (await section(box))?.run?.state;
const told = (folder: string) =>
  (
    rowsOf(folder, `SELECT type, data FROM access_log WHERE type LIKE '%export%' ORDER BY seq`) as {
      type: string;
      data: string;
    }[]
  ).map(({ type, data }) => ({ type, ...JSON.parse(data) }));

async function aRecipient() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

async function decrypted(file: string, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(readFileSync(file), 'text');
}

/** The name of the file that came of it. */
async function taken(box: TestBox<Clock>, what: string): Promise<string> {
  expect(await take(box, what)).toMatchObject({ status: 200 });
  expect(await take(box, what)).toMatchObject({ status: 409, body: { code: 'export-running' } });
  await vi.waitFor(async () => expect(await stateOf(box)).toBe('done'), PATIENCE);
  const run = (await section(box))?.run;
  return run?.state === 'done' && run.what === what ? run.file : '';
}

test('statistics go out in clear, and the log tells by whom', async () => {
  const folder = tempFolder();
  const box = await withBox({ config: { exports: { folder } }, isMounted: async () => true });
  await asHost(box);
  const file = await taken(box, 'statistics');
  expect(file).toMatch(/^testerna-kontoret-statistics-2026-03-02T\d{6}Z\.csv$/);
  expect(readFileSync(join(folder, file), 'utf8')).toMatch(/^day,/);
  expect(told(box.folder)).toEqual([
    { type: 'export-begun', what: 'statistics', by: 'host' },
    { type: 'export-ended', what: 'statistics', outcome: 'done' },
  ]);
});

test('events and incidents go out encrypted to the office, each told of in the log', async () => {
  const folder = tempFolder();
  const { identity, recipient } = await aRecipient();
  const box = await withBox({ config: { exports: { folder, recipient } }, isMounted: async () => true });
  await letIn(box);
  await asHost(box);
  await box.request('POST', '/api/host/note-incident', { category: 'broken', text: '=Lampan blinkar' });
  const events = await decrypted(join(folder, await taken(box, 'events')), identity);
  expect([events.includes('access-granted'), events.includes('Lampan')]).toEqual([true, false]);
  const incidents = await decrypted(join(folder, await taken(box, 'incidents')), identity);
  expect(incidents).toMatch(/^id,at,category,text,by\n.*broken,'=Lampan blinkar,host\n$/);
  expect(readdirSync(folder).sort()).toEqual([
    ...[expect.stringMatching(/events-.*\.csv\.age$/), expect.stringMatching(/incidents-.*\.csv\.age$/)],
  ]);
  expect(told(box.folder)).toEqual([
    { type: 'export-begun', what: 'events', by: 'host' },
    { type: 'events-exported', records: expect.any(Number), recipients: [recipient], by: 'admin' },
    { type: 'export-ended', what: 'events', outcome: 'done' },
    { type: 'export-begun', what: 'incidents', by: 'host' },
    { type: 'events-exported', records: 1, recipients: [recipient], by: 'admin' },
    { type: 'export-ended', what: 'incidents', outcome: 'done' },
  ]);
});

/** A log with so many thousand passages of just now. */
function logWith(thousands: number, atMs: number): string {
  const data = boxFolder();
  const store = new StoreAtHand(data);
  for (let n = 0; n < thousands; n++)
    store.append(
      Array.from({ length: 1_000 }, (_, at) => visitOf(n * 1_000 + at)),
      atMs,
    );
  store.close();
  return data;
}

test('one that is cancelled in the middle leaves nothing on the medium', async () => {
  const folder = tempFolder();
  const { recipient } = await aRecipient();
  const data = logWith(10, MONDAY_10);
  const config = { exports: { folder, recipient } };
  const box = await withBox({ folder: data, config, isMounted: async () => true });
  await asHost(box);
  await take(box, 'events');
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.unfinished$/)]), PATIENCE);
  expect(await box.request('POST', '/api/host/cancel-export')).toMatchObject({ status: 200 });
  await vi.waitFor(async () => expect(await stateOf(box)).toBe('cancelled'), PATIENCE);
  expect(readdirSync(folder)).toEqual([]);
  expect(told(box.folder).at(-1)).toMatchObject({ type: 'export-ended', outcome: 'cancelled' });
});

test('a medium that does not take it leaves what was there, and the host reads so', async () => {
  const folder = join(tempFolder(), 'file');
  writeFileSync(folder, 'no folder');
  const box = await withBox({ config: { exports: { folder } }, isMounted: async () => true });
  await asHost(box);
  await take(box, 'statistics');
  await vi.waitFor(
    async () => expect((await section(box))?.run).toMatchObject({ state: 'failed', code: 'file-unwritable' }),
    PATIENCE,
  );
  expect(readFileSync(folder, 'utf8')).toBe('no folder');
});

test('while many thousand events go out, taps are granted at once', async () => {
  const data = logWith(8, Date.now());
  const folder = tempFolder();
  const { recipient } = await aRecipient();
  const config = { ...alwaysOpen, exports: { folder, recipient } };
  const box = await boxOn(systemClock, { folder: data, config, isMounted: async () => true });
  await box.request('POST', '/api/host/request-view');
  await box.tap('04DE300000DE01');
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull(), PATIENCE);
  await take(box, 'events');
  const percents = new Set<number>();
  let taps = 0;
  for (let run = (await section(box))?.run; run?.state === 'running'; run = (await section(box))?.run) {
    percents.add(run.percent);
    const before = box.journal.types().filter((type) => type === 'access-granted').length;
    await box.tap(`05${(++taps).toString(16).padStart(12, '0')}`);
    await expect
      .poll(() => box.journal.types().filter((type) => type === 'access-granted').length, {
        interval: 5,
        timeout: 1_000,
      })
      .toBe(before + 1);
    await pause(10);
  }
  expect(await stateOf(box)).toBe('done');
  expect(readdirSync(folder)).toHaveLength(1);
  expect([taps > 3, percents.size > 1]).toEqual([true, true]);
});

test('a folder on which nothing is mounted is no medium: the box’s own disk is not written to', async () => {
  const folder = join(tempFolder(), 'usb');
  mkdirSync(folder);
  const box = await withBox({ config: { exports: { folder } } });
  await asHost(box);
  expect(await take(box, 'statistics')).toMatchObject({ status: 409, body: { code: 'medium-missing' } });
  expect([await section(box), told(box.folder)]).toEqual([{ medium: 'missing', encrypts: false, run: null }, []]);
});

test('nothing that tells of people goes out where nobody is named to encrypt it to, and nothing without a host', async () => {
  const box = await withBox({ config: { exports: { folder: tempFolder() } }, isMounted: async () => true });
  expect(await take(box, 'statistics')).toMatchObject({ status: 403 });
  expect(await box.request('POST', '/api/host/cancel-export')).toMatchObject({ status: 403 });
  await asHost(box);
  expect(await take(box, 'events')).toMatchObject({ status: 409, body: { code: 'recipient-missing' } });
  expect(told(box.folder)).toEqual([]);
});

test('a medium that is put in and pulled out shows within seconds', async () => {
  let isThere = false;
  const box = await withBox({ config: { exports: { folder: '/media/usb' } }, isMounted: async () => isThere });
  await asHost(box);
  expect(await section(box)).toMatchObject({ medium: 'missing' });
  isThere = true;
  box.clock.advance(3_000);
  await vi.waitFor(async () => expect(await section(box)).toMatchObject({ medium: 'ready' }));
  isThere = false;
  box.clock.advance(3_000);
  await vi.waitFor(async () => expect(await section(box)).toMatchObject({ medium: 'missing' }));
});
