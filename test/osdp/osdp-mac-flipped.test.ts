import { assert as check, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusAtWork } from './bus-at-work.ts';

describe('a secured reply with a wrong bit in its MAC', () => {
  it('is not taken; the reader is asked again, and its next card is read', () => {
    const work = BusAtWork.ready();
    work.first.device.flipMacs(1);
    work.pass(2_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
    work.first.device.presentUid('04A1B2C3');
    work.pass(500);
    expect(work.first.source.told).toEqual(['+04A1B2C3']);
  });

  it('never lets a card in, however often it comes', () => {
    const work = BusAtWork.ready();
    work.first.device.flipMacs(1_000_000);
    for (let times = 0; times < 50; times++) {
      work.first.device.presentUid('04A1B2C3');
      work.pass(1_000);
    }
    expect(work.first.source.told).toEqual([]);
    expect(work.first.reader.status().state).toBe('faulted');
    work.first.device.flipMacs(0);
    work.first.device.cyclePower();
    work.pass(5_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
  });
});

describe('a line that changes any one bit of what a reader sends, its check made right again', () => {
  it('never brings in another card than the one that was there', () => {
    check(
      property(nat({ max: 50_000 }), (at) => {
        const work = BusAtWork.ready();
        work.noise = (bytes) => refit(bytes, at);
        work.first.device.presentUid('04A1B2C3');
        work.pass(3_000);
        expect(['', '+04A1B2C3', '+04A1B2C3,-']).toContain(work.first.source.told.join());
      }),
      { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 60) },
    );
  });
});

/** With one bit turned and a CRC that fits, as somebody between reader and box could do it. */
function refit(bytes: Uint8Array, at: number): Uint8Array {
  if (bytes.length < 8) return bytes;
  const body = Buffer.from(bytes.subarray(0, -2));
  const bit = at % (body.length * 8);
  body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit % 8));
  let crc = 0x1d0f;
  for (const byte of body) {
    crc ^= byte << 8;
    for (let step = 0; step < 8; step++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return Buffer.from([...body, crc & 0xff, crc >> 8]);
}
