import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test, vi } from 'vitest';
import type { Clock } from '../../device/ports/clock.ts';
import { systemClock } from '../../device/system-clock.ts';
import { StoreAtHand, visitOf } from '../storage/purging.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { boxFolder, boxOn, type TestBox, withBox } from '../support/with-box.ts';
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

test('statistics go out in clear, events and incidents encrypted to the office, each told of in the log by whom', async () => {
  const folder = tempFolder();
  const { identity, recipient } = await aRecipient();
  const box = await withBox({ config: { exports: { folder, recipient } }, isMounted: async () => true });
  await letIn(box);
  await asHost(box);
  await box.request('POST', '/api/host/note-incident', { category: 'broken', text: '=Lampan blinkar' });
  for (const what of ['statistics', 'events', 'incidents']) {
    expect(await take(box, what)).toMatchObject({ status: 200 });
    expect(await take(box, what)).toMatchObject({ status: 409, body: { code: 'export-running' } });
    await vi.waitFor(async () => expect(await stateOf(box)).toBe('done'), PATIENCE);
    const run = (await section(box))?.run;
    expect(run).toMatchObject({
      what,
      file: expect.stringMatching(new RegExp(`^testerna-kontoret-${what}-.*Z\\.csv`)),
    });
  }
  const files = readdirSync(folder).sort();
  expect(files.map((name) => name.replace(/.*kontoret-(\w+)-.*?(\.csv.*)/, '$1$2'))).toEqual([
    ...['events.csv.age', 'incidents.csv.age', 'statistics.csv'],
  ]);
  const [events = '', incidents = '', statistics = ''] = files.map((name) => join(folder, name));
  expect(await decrypted(events, identity)).toContain('access-granted');
  expect(await decrypted(events, identity)).not.toContain('Lampan');
  expect(await decrypted(incidents, identity)).toMatch(/^id,at,category,text,by\n.*broken,'=Lampan blinkar,host\n$/m);
  expect(readFileSync(statistics, 'utf8')).toMatch(/^day,/);
  expect(told(box.folder)).toEqual([
    { type: 'export-begun', what: 'statistics', by: 'host' },
    { type: 'export-ended', what: 'statistics', outcome: 'done' },
    { type: 'export-begun', what: 'events', by: 'host' },
    { type: 'events-exported', records: expect.any(Number), recipients: [recipient], by: 'admin' },
    { type: 'export-ended', what: 'events', outcome: 'done' },
    { type: 'export-begun', what: 'incidents', by: 'host' },
    { type: 'events-exported', records: 1, recipients: [recipient], by: 'admin' },
    { type: 'export-ended', what: 'incidents', outcome: 'done' },
  ]);
});

test('one that is cancelled leaves nothing on the medium', async () => {
  const folder = tempFolder();
  const { recipient } = await aRecipient();
  const box = await withBox({ config: { exports: { folder, recipient } }, isMounted: async () => true });
  await asHost(box);
  await take(box, 'events');
  expect(await stateOf(box)).toBe('running');
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
  const data = boxFolder();
  const store = new StoreAtHand(data);
  for (let n = 0; n < 4; n++)
    store.append(
      Array.from({ length: 5_000 }, (_, at) => visitOf(n * 5_000 + at)),
      Date.now(),
    );
  store.close();
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
