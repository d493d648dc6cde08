import { describe, expect, it } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { BusAtWork } from './bus-at-work.ts';

/** From now on all answers take so long. */
function slowDown(work: BusAtWork, delayMs: number): void {
  work.noise = (bytes) => {
    work.clock.after(milliseconds(delayMs), () => work.line.arrive(bytes));
    return new Uint8Array();
  };
}

describe('a slow reader', () => {
  it('that takes 190 ms for each answer is used as any other', () => {
    const work = BusAtWork.ready();
    slowDown(work, 190);
    work.first.device.presentUid('04A1B2C3');
    work.pass(1_000);
    expect(work.first.source.told).toEqual(['+04A1B2C3']);
    work.pass(60_000);
    expect(work.first.source.statuses).toEqual(['starting', 'ready']);
  });

  it('that takes 250 ms is understood, if late', () => {
    const work = BusAtWork.ready();
    slowDown(work, 250);
    work.first.device.presentUid('04A1B2C3');
    work.pass(1_500);
    expect(work.first.source.told[0]).toBe('+04A1B2C3');
  });

  it('that takes 900 ms is off-line after 8 s, and back when it is quick again', () => {
    const work = BusAtWork.ready();
    slowDown(work, 900);
    work.pass(8_500);
    expect(work.first.reader.status().state).toBe('faulted');
    work.noise = (bytes) => bytes;
    work.pass(3_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
  });

  it('whose answer comes in pieces is heard', () => {
    const work = BusAtWork.ready();
    work.noise = (bytes) => {
      bytes.forEach((byte, at) => {
        work.clock.after(milliseconds(150 + at * 5), () => work.line.arrive(Uint8Array.of(byte)));
      });
      return new Uint8Array();
    };
    work.first.device.presentUid('04A1B2C3');
    work.pass(2_000);
    expect(work.first.source.told[0]).toBe('+04A1B2C3');
  });

  it('that is busy for a while is asked again, and what it was told is done once', () => {
    const work = BusAtWork.ready();
    work.first.device.beBusy(5);
    work.first.reader.show('denied');
    work.pass(1_000);
    expect(work.first.device.shown.buzzes).toBe(3);
    expect(work.first.source.statuses).toEqual(['starting', 'ready']);
  });

  it('whose answer got lost is asked again, and does not do it twice', () => {
    const work = BusAtWork.ready();
    let lost = 2;
    work.first.reader.show('denied');
    work.noise = (bytes) => {
      lost -= 1;
      return lost >= 0 ? new Uint8Array() : bytes;
    };
    work.pass(3_000);
    expect(work.first.device.shown.buzzes).toBe(3);
  });
});
