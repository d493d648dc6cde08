import { array, assert as check, constantFrom, nat, property, record, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusAtWork, KEY } from './bus-at-work.ts';

/** A long run: AK_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 60);

const trouble = record({
  kind: constantFrom('noise', 'cut', 'doubled', 'late', 'turned', 'clear'),
  bytes: uint8Array({ maxLength: 40 }),
  at: nat({ max: 400 }),
});

describe('a session on a line where anything comes in', () => {
  it.each([
    ['secured', KEY],
    ['in clear', null],
  ])('never throws, tells no card that was not there, and is well again soon after (%s)', (_, key) => {
    check(
      property(array(trouble, { maxLength: 60 }), (troubles) => {
        const work = BusAtWork.ready({ boxKey: key, readerKey: key });
        const left = [...troubles];
        let before: Uint8Array = new Uint8Array();
        work.noise = (bytes) => {
          const made = disturb(left.shift(), bytes, before);
          before = bytes;
          return made;
        };
        work.pass(20_000);
        work.noise = (bytes) => bytes;
        work.pass(12_000);
        expect(work.first.source.told.filter((told) => told.startsWith('+'))).toEqual([]);
        expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
        work.first.device.presentUid('04A1B2C3');
        work.pass(200);
        expect(work.first.source.told.at(-1)).toBe('+04A1B2C3');
      }),
      { numRuns },
    );
  });

  it('takes a message that is played again for no card', () => {
    const work = BusAtWork.ready();
    const recorded: Uint8Array[] = [];
    work.noise = (bytes) => {
      recorded.push(bytes);
      return bytes;
    };
    work.first.device.presentUid('04A1B2C3');
    work.pass(200);
    work.pass(2_000);
    expect(work.first.source.told).toEqual(['+04A1B2C3', '-']);
    work.noise = (bytes) => Buffer.concat([...recorded.slice(-60), bytes]);
    for (const bytes of recorded) work.line.arrive(bytes);
    work.pass(30_000);
    expect(work.first.source.told).toEqual(['+04A1B2C3', '-']);
  });

  it('is in step again after one disturbed answer: the card that follows on it is read', () => {
    check(
      property(uint8Array({ minLength: 1, maxLength: 60 }), (noise) => {
        const work = BusAtWork.ready();
        let disturbed = false;
        work.noise = (bytes) => {
          if (disturbed) return bytes;
          disturbed = true;
          return noise;
        };
        work.pass(60);
        work.first.device.presentUid('04A1B2C3');
        work.pass(1_000);
        expect(work.first.source.told).toEqual(['+04A1B2C3']);
      }),
      { numRuns },
    );
  });
});

type Trouble = { readonly kind: string; readonly bytes: Uint8Array; readonly at: number };

function disturb(trouble: Trouble | undefined, bytes: Uint8Array, before: Uint8Array): Uint8Array {
  switch (trouble?.kind) {
    case 'noise':
      return Buffer.concat([trouble.bytes, bytes, trouble.bytes]);
    case 'cut':
      return bytes.subarray(0, trouble.at % (bytes.length + 1));
    case 'doubled':
      return Buffer.concat([bytes, bytes]);
    case 'late':
      return before;
    case 'turned':
      return bytes.map((byte, at) => (at === trouble.at % bytes.length ? byte ^ 0x10 : byte));
    case 'clear':
      return Buffer.concat([Buffer.from('53800800054068 9f'.replace(' ', ''), 'hex'), bytes]);
    default:
      return bytes;
  }
}
