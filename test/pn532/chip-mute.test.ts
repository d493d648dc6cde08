import { describe, expect, it } from 'vitest';
import { hex } from './hex.ts';
import { ReaderAtWork } from './reader-at-work.ts';

describe('a PN532 that answers no more', () => {
  it('is faulted within 1.3 s and ready again soon after it answers', () => {
    const work = ReaderAtWork.ready();
    expect(work.reader.status()).toMatchObject({ state: 'ready', detail: 'PN532 1.6' });
    work.chip.mute(true);
    work.pass(1_300);
    expect(work.reader.status()).toMatchObject({ state: 'faulted', faultCode: 'reader-silent' });
    work.pass(60_000);
    work.chip.mute(false);
    work.pass(6_000);
    expect(work.source.statuses).toEqual(['starting', 'ready', 'faulted reader-silent', 'ready']);
  });

  it('is asked less and less often, and at least every 6 s', () => {
    const work = ReaderAtWork.ready();
    work.chip.mute(true);
    work.pass(60_000);
    work.line.written.length = 0;
    work.pass(60_000);
    const wakings = work.line.written.filter(([first]) => first === 0x55).length / 2;
    expect(wakings).toBeGreaterThanOrEqual(10);
    expect(wakings).toBeLessThanOrEqual(13);
  });

  it('has no card any more; the one that lies there when it is back is not told', () => {
    const work = ReaderAtWork.ready();
    work.chip.putCard('04A1B2C3');
    work.pass(100);
    work.chip.mute(true);
    work.pass(10_000);
    work.chip.mute(false);
    work.pass(10_000);
    expect(work.source.told).toEqual(['+04A1B2C3', '-']);
    work.chip.removeCard();
    work.pass(600);
    work.chip.putCard('04A1B2C3');
    work.pass(100);
    expect(work.source.told).toEqual(['+04A1B2C3', '-', '+04A1B2C3']);
  });

  it('for the length of one answer is asked again, and nobody is told', () => {
    const work = ReaderAtWork.ready();
    work.chip.mute(true);
    work.pass(90);
    work.chip.mute(false);
    work.pass(10_000);
    expect(work.source.statuses).toEqual(['starting', 'ready']);
  });

  it('because its power failed is woken and set up anew', () => {
    const work = ReaderAtWork.ready();
    work.chip.cyclePower();
    work.pass(3_000);
    expect(work.source.statuses).toEqual(['starting', 'ready', 'faulted reader-silent', 'ready']);
    work.chip.putCard('04A1B2C3');
    work.pass(100);
    expect(work.source.told).toEqual(['+04A1B2C3']);
  });

  it('is told apart from one that refuses, and from another chip', () => {
    const refusing = new ReaderAtWork();
    refusing.noise = (bytes) => (bytes.length === 0 ? bytes : hex('0000FF00FF00 0000FF01FF7F8100'));
    refusing.reader.start();
    refusing.pass(1_000);
    expect(refusing.source.statuses).toEqual(['starting', 'faulted command-refused']);
    const other = new ReaderAtWork();
    other.noise = (bytes) =>
      Buffer.from(bytes).includes('d503', 0, 'hex') ? hex('0000FF00FF00 0000FF06FAD50333020707E500') : bytes;
    other.reader.start();
    other.pass(1_000);
    expect(other.source.statuses).toEqual(['starting', 'faulted chip-unknown']);
  });
});
