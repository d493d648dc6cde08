import { describe, expect, it } from 'vitest';
import { BusAtWork, KEY } from './bus-at-work.ts';

const OTHER_KEY = KEY.map((byte) => byte ^ 0xff);

describe('a reader with another key than ours', () => {
  it('is faulted with that reason at once, and reads no card', () => {
    const work = new BusAtWork({ readerKey: OTHER_KEY });
    work.start();
    work.pass(1_000);
    expect(work.first.source.statuses).toEqual(['starting', 'faulted reader-key-wrong']);
    work.first.device.presentUid('04A1B2C3');
    work.pass(10_000);
    expect(work.first.source.told).toEqual([]);
  });

  it('is never given a key, whoever long it is there', () => {
    const work = new BusAtWork({ readerKey: OTHER_KEY });
    work.start();
    work.pass(600_000);
    expect(work.first.device.key).toBe(OTHER_KEY);
    expect(work.keptKeys).toEqual([]);
  });

  it('is used as soon as it has ours', () => {
    const work = new BusAtWork({ readerKey: OTHER_KEY });
    work.start();
    work.pass(1_000);
    work.first.device.rekey(KEY);
    work.pass(3_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
    expect(work.first.reader.status()).not.toHaveProperty('warningCode');
  });
});

describe('a reader that says it has no key', () => {
  it('is refused when it has one from us: somebody has put another in its place', () => {
    const work = BusAtWork.ready();
    work.first.device.rekey(null);
    work.pass(20_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'faulted', faultCode: 'secure-channel-refused' });
    work.first.device.presentUid('04A1B2C3');
    work.pass(10_000);
    expect(work.first.source.told).toEqual([]);
    expect(work.first.device.key).toBeNull();
  });
});

describe('a reader with a key, when the box has none for it', () => {
  it('is faulted with that reason', () => {
    const work = new BusAtWork({ boxKey: null });
    work.start();
    work.pass(1_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'faulted', faultCode: 'secure-channel-wanted' });
  });
});
