import { assert as check, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex } from './hex.ts';
import { ReaderAtWork } from './reader-at-work.ts';

describe('a PN532 on a noisy line', () => {
  it('is ready in spite of garbage before its answers', () => {
    const work = ReaderAtWork.ready();
    for (let time = 0; time < 100; time++) {
      work.chip.garbage(hex('FF FF 55 00 D5 4B 01'));
      work.pass(50);
    }
    work.chip.putCard('04A1B2C3');
    work.pass(200);
    expect(work.source.statuses).toEqual(['starting', 'ready']);
    expect(work.source.told).toEqual(['+04A1B2C3']);
  });

  it('that spoils single answers tells a card that lies there once', () => {
    const work = ReaderAtWork.ready();
    let answers = 0;
    work.noise = (bytes) => {
      answers += 1;
      return answers % 7 === 0 ? bytes.map((byte, index) => (index === 12 ? byte ^ 0x10 : byte)) : bytes;
    };
    work.chip.putCard('04A1B2C3');
    work.pass(60_000);
    expect(work.source.statuses).toEqual(['starting', 'ready']);
    expect(work.source.told).toEqual(['+04A1B2C3']);
  });

  it('that swallows every answer is told as garbled, and is ready when the line is clean', () => {
    const work = ReaderAtWork.ready();
    work.noise = (bytes) => bytes.map((byte) => byte ^ 0x10);
    work.pass(10_000);
    expect(work.reader.status()).toMatchObject({ state: 'faulted', faultCode: 'reader-garbled' });
    work.noise = (bytes) => bytes;
    work.pass(6_000);
    expect(work.reader.status()).toMatchObject({ state: 'ready' });
  });

  it('tells no card that was not there, whatever comes in, and comes through', () => {
    check(
      property(uint8Array({ maxLength: 300 }), uint8Array({ maxLength: 300 }), (first, second) => {
        const work = ReaderAtWork.ready();
        work.chip.garbage(first);
        work.pass(20);
        work.line.arrive(second);
        work.pass(10_000);
        expect(work.reader.status().state).toBe('ready');
        work.chip.putCard('04A1B2C3');
        work.pass(200);
        expect(work.source.told).toEqual(['+04A1B2C3']);
      }),
      { numRuns: 50 },
    );
  });

  it('that only sends back what it gets is faulted', () => {
    const work = new ReaderAtWork();
    work.noise = () => work.line.written.at(-1) ?? new Uint8Array();
    work.reader.start();
    work.pass(2_000);
    expect(work.source.statuses.at(-1)).toMatch(/^faulted reader-(garbled|silent)$/);
  });
});
