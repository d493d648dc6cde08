import { describe, expect, it } from 'vitest';
import { minutes, monotonicMs } from '../../device/contract/units.ts';
import { Traffic } from '../../device/drivers/line-reader/traffic.ts';
import { ScannerAtWork } from './scanner-at-work.ts';

/** A scanner that is used every ten minutes. */
function inUse(): ScannerAtWork {
  const work = ScannerAtWork.ready();
  for (let time = 0; time < 30; time++) {
    work.scan('123\r');
    work.pass(minutes(10));
  }
  return work;
}

describe('a scanner that is silent for unusually long', () => {
  it('is still ready, says so, and has its line opened anew once', async () => {
    const work = inUse();
    expect(work.reader.status().warningCode).toBeUndefined();
    work.pass(minutes(60));
    await expect.poll(() => work.line.opened).toBe(2);
    expect(work.line.closed).toBe(1);
    expect(work.reader.status()).toMatchObject({ state: 'ready', warningCode: 'silent-unusually-long' });
    work.pass(minutes(600));
    await Promise.resolve();
    expect(work.line.opened).toBe(2);
    work.scan('123\r');
    expect(work.reader.status()).toMatchObject({ state: 'ready' });
    expect(work.reader.status().warningCode).toBeUndefined();
  });

  it('is left alone when it was stopped meanwhile', async () => {
    const work = inUse();
    work.pass(minutes(60));
    await work.reader.stop();
    expect(work.line.opened).toBe(1);
  });
});

describe('what is usual', () => {
  const at = (minute: number) => monotonicMs(minutes(minute));
  const used = (times: number, everyMinutes: number) => {
    const traffic = new Traffic();
    for (let time = 0; time < times; time++) traffic.note(at(time * everyMinutes));
    return { traffic, lastMinute: (times - 1) * everyMinutes };
  };

  it('is not known before a device has been used for a while', () => {
    const { traffic } = used(10, 1);
    expect(traffic.isUnusuallySilent(at(100_000))).toBe(false);
    expect(new Traffic().isUnusuallySilent(at(100_000))).toBe(false);
  });

  it('is three times its longest gap', () => {
    const { traffic, lastMinute } = used(30, 60);
    expect(traffic.isUnusuallySilent(at(lastMinute + 180))).toBe(false);
    expect(traffic.isUnusuallySilent(at(lastMinute + 181))).toBe(true);
  });

  it('is at least an hour, however busy it was', () => {
    const { traffic, lastMinute } = used(500, 1);
    expect(traffic.isUnusuallySilent(at(lastMinute + 59))).toBe(false);
    expect(traffic.isUnusuallySilent(at(lastMinute + 60))).toBe(true);
  });
});
