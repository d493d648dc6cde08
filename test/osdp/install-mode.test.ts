import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReaderId } from '../../device/contract/ids.ts';
import { ReaderKeyFile } from '../../device/reader-key-file.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { BusAtWork, KEY } from './bus-at-work.ts';

const SET_KEY = 0x75;

const fresh = { boxKey: null, readerKey: null };

describe('install mode', () => {
  it('gives a reader from the factory a key of its own, kept before it is used', async () => {
    const work = BusAtWork.ready(fresh);
    expect(work.first.reader.status()).toMatchObject({ warningCode: 'reader-in-clear' });
    work.install();
    work.pass(2_000);
    await expect.poll(() => work.installs).toEqual([true]);
    expect(work.keptKeys).toEqual([work.first.device.key]);
    expect(work.first.reader.status().state).toBe('ready');
    expect(work.first.reader.status()).not.toHaveProperty('warningCode');
    work.first.device.presentUid('04A1B2C3');
    work.pass(100);
    expect(work.first.source.told).toEqual(['+04A1B2C3']);
  });

  it('never sends a key in clear', () => {
    const work = BusAtWork.ready(fresh);
    work.install();
    work.pass(2_000);
    const key = Buffer.from(work.keptKeys[0] ?? []);
    expect(key.length).toBe(16);
    for (const bytes of work.line.written) expect(Buffer.from(bytes).includes(key)).toBe(false);
  });

  it('gives a reader of ours a new key', async () => {
    const work = BusAtWork.ready();
    work.install();
    work.pass(2_000);
    await expect.poll(() => work.installs).toEqual([true]);
    expect(work.first.device.key).not.toEqual(KEY);
  });

  it('ends by itself, and a reader that comes after that gets none', async () => {
    const work = BusAtWork.ready();
    work.first.device.mute(true);
    work.install();
    work.pass(60_500);
    await expect.poll(() => work.installs).toEqual([false]);
    work.first.device.rekey(null);
    work.first.device.mute(false);
    work.pass(60_000);
    expect(work.first.device.key).toBeNull();
    expect(work.first.reader.status()).toMatchObject({ state: 'faulted', faultCode: 'secure-channel-refused' });
  });

  it('that the reader refuses, time after time, costs the box no key that the reader has, over a restart too', async () => {
    const { path, keyFile } = aKeyFile();
    const work = BusAtWork.ready({ keyFile });
    work.first.device.refuse(SET_KEY);
    for (const failed of [[false], [false, false], [false, false, false]]) {
      work.install();
      work.pass(10_000);
      await expect.poll(() => work.installs).toEqual(failed);
    }
    const after = BusAtWork.ready({ keyFile: openedFile(path) });
    after.pass(10_000);
    expect(after.first.reader.status()).toMatchObject({ state: 'ready' });
  });

  it.each([
    ['in time', 2_000, true],
    ['when the time is over', 61_000, false],
  ])(
    'takes the key before from a reader that proves the new one %s: whoever comes with that is none of ours, after a restart too',
    async (_, ms, inTime) => {
      const { path, keyFile } = aKeyFile();
      const work = BusAtWork.ready({ keyFile });
      work.install();
      work.noise = (bytes) => (inTime || work.keptKeys.length === 0 ? bytes : new Uint8Array());
      work.pass(ms);
      await expect.poll(() => work.installs).toEqual([inTime]);
      work.noise = (bytes) => bytes;
      work.pass(10_000);
      expect(work.first.device.key).toEqual(work.keptKeys[0]);
      expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
      const after = BusAtWork.ready({ keyFile: openedFile(path), readerKey: KEY });
      after.pass(10_000);
      expect(after.first.reader.status()).toMatchObject({ state: 'faulted', faultCode: 'reader-key-wrong' });
    },
  );

  it('ends in time with the line pulled out, and is over when that is back', async () => {
    const work = BusAtWork.ready(fresh);
    work.line.down('line-lost');
    work.install();
    work.pass(60_500);
    await expect.poll(() => work.installs, { timeout: 1_000 }).toEqual([false]);
    work.line.up();
    work.pass(10_000);
    expect(work.first.device.key).toBeNull();
    expect(work.keptKeys).toEqual([]);
  });

  it('that is cut off between key and proof leaves a reader that is found again with either key', async () => {
    const work = BusAtWork.ready(fresh);
    work.install();
    work.noise = (bytes) => (work.keptKeys.length > 0 ? new Uint8Array() : bytes);
    work.pass(2_000);
    expect(work.keptKeys).toHaveLength(1);
    work.first.device.cyclePower();
    work.noise = (bytes) => bytes;
    work.pass(5_000);
    await expect.poll(() => work.installs).toEqual([true]);
    expect(work.first.device.key).toEqual(work.keptKeys[0]);
  });
});

/** Of a box whose reader has a key. */
function aKeyFile(): { readonly path: string; readonly keyFile: ReaderKeyFile } {
  const path = join(tempFolder(), 'reader-keys.json');
  const keyFile = openedFile(path);
  keyFile.keep(ReaderId.parse('front'), [KEY]);
  return { path, keyFile };
}

function openedFile(path: string): ReaderKeyFile {
  const opened = ReaderKeyFile.open(path);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}
