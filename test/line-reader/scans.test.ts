import { describe, expect, it } from 'vitest';
import { ScannerAtWork } from './scanner-at-work.ts';

describe('a scanner', () => {
  it('tells each scan once, and that it is gone a second later', () => {
    const work = ScannerAtWork.ready();
    work.scan('123\r');
    expect(work.source.told).toEqual(['+123']);
    work.pass(999);
    expect(work.source.told).toEqual(['+123']);
    work.pass(1);
    work.scan('123\r');
    expect(work.source.told).toEqual(['+123', '-', '+123']);
  });

  it('tells two cards one after the other', () => {
    const work = ScannerAtWork.ready();
    work.scan('123\r456\r');
    work.pass(2_000);
    expect(work.source.told).toEqual(['+123', '-', '+456', '-']);
  });

  it('puts a line together from its bytes', () => {
    const work = ScannerAtWork.ready({ terminator: 'crlf' });
    for (const byte of '30234000517861\r\n') {
      work.scan(byte);
      work.pass(20);
    }
    expect(work.source.told).toEqual(['+30234000517861']);
  });

  it('without a terminator is understood by the gap after each code', () => {
    const work = ScannerAtWork.ready({ terminator: { idleGapMs: 50 } });
    work.scan('12');
    work.pass(49);
    work.scan('3');
    work.pass(49);
    expect(work.source.told).toEqual([]);
    work.pass(1);
    work.scan('456');
    work.pass(50);
    expect(work.source.told).toEqual(['+123', '-', '+456']);
  });

  it('that loses the end of a line does not put it before the next one', () => {
    const work = ScannerAtWork.ready();
    work.scan('12');
    work.pass(300);
    work.scan('456\r');
    expect(work.source.told).toEqual(['?line-cut', '-', '+456']);
  });

  it('tells what it cannot use by its code alone', () => {
    const work = ScannerAtWork.ready({ checkDigit: 'luhn' });
    work.scan('30234000517862\r');
    work.pass(2_000);
    work.scan(`${'x'.repeat(10_000)}\r`);
    work.pass(2_000);
    work.scan('30234000517861\r');
    expect(work.source.told).toEqual(['?check-digit-wrong', '-', '?line-too-long', '-', '+30234000517861']);
  });

  it('that has been stopped tells nothing and leaves no timer', async () => {
    const work = ScannerAtWork.ready();
    work.scan('12');
    await work.reader.stop();
    work.scan('3\r');
    expect(work.source.told).toEqual([]);
    expect(work.clock.pending()).toEqual([]);
    expect(work.line.closed).toBe(1);
  });
});

describe('an RFID module', () => {
  it('that sends its card over and over while it lies there tells it once', () => {
    const work = ScannerAtWork.ready({ kind: 'uid' });
    for (let time = 0; time < 300; time++) {
      work.scan('04A1B2C3\r');
      work.pass(65);
    }
    expect(work.source.told).toEqual(['+04A1B2C3']);
    work.pass(1_000);
    expect(work.source.told).toEqual(['+04A1B2C3', '-']);
  });

  it('with two cards that it sends by turns tells each once', () => {
    const work = ScannerAtWork.ready({ kind: 'uid' });
    for (let time = 0; time < 100; time++) {
      work.scan(time % 2 === 0 ? '04A1B2C3\r' : '04D4E5F6\r');
      work.pass(65);
    }
    expect(work.source.told).toEqual(['+04A1B2C3', '-', '+04D4E5F6']);
  });

  it('tells a card that comes back while another one lies there', () => {
    const work = ScannerAtWork.ready({ kind: 'uid' });
    work.scan('04A1B2C3\r');
    for (let time = 0; time < 100; time++) {
      work.scan('04D4E5F6\r');
      work.pass(65);
    }
    work.scan('04A1B2C3\r');
    expect(work.source.told).toEqual(['+04A1B2C3', '-', '+04D4E5F6', '-', '+04A1B2C3']);
  });
});
