import { describe, expect, it } from 'vitest';
import { ScannerAtWork } from './scanner-at-work.ts';

describe('a scanner whose line goes', () => {
  it('is faulted, then absent, and ready when the line is up', () => {
    const work = ScannerAtWork.ready();
    work.line.down('line-lost');
    work.line.down('line-absent');
    work.line.down('line-absent');
    work.line.up();
    expect(work.source.statuses).toEqual(['starting', 'ready', 'faulted line-lost', 'absent line-absent', 'ready']);
  });

  it('begins no line with what came before', () => {
    const work = ScannerAtWork.ready();
    work.scan('12');
    work.line.down('line-lost');
    work.line.up();
    work.pass(1_000);
    work.scan('3\r');
    expect(work.source.told).toEqual(['+3']);
  });

  it('tells its card as gone, and does not take what comes with the line for a tap', () => {
    const work = ScannerAtWork.ready({ kind: 'uid' });
    work.scan('04A1B2C3\r');
    work.line.down('line-lost');
    expect(work.source.told).toEqual(['+04A1B2C3', '-']);
    work.line.up();
    for (let time = 0; time < 100; time++) {
      work.scan('04A1B2C3\r');
      work.pass(65);
    }
    expect(work.source.told).toEqual(['+04A1B2C3', '-']);
    work.pass(1_000);
    work.scan('04A1B2C3\r');
    expect(work.source.told).toEqual(['+04A1B2C3', '-', '+04A1B2C3']);
  });
});
