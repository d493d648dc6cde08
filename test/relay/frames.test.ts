import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lcusFrame } from '../../device/drivers/relay-board/lcus-board.ts';
import {
  encodeRequest,
  findAnswer,
  flashCoil,
  openAllCoils,
  readInputs,
  writeCoil,
} from '../../device/drivers/relay-board/modbus-frames.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

test.each([
  [1, true, 'a00101a2'],
  [1, false, 'a00100a1'],
  [2, true, 'a00201a3'],
])('relay %i of a USB board, %s, is %s', (channel, closed, frame) => {
  expect(hex(lcusFrame(channel, closed))).toBe(frame);
});

// The first four as the Waveshare Modbus RTU Relay's wiki gives them.
test.each([
  ['closing relay 1', writeCoil(0, true), '01050000ff008c3a'],
  ['opening relay 1', writeCoil(0, false), '010500000000cdca'],
  ['closing relay 1 for 0.7 s', flashCoil(0, 7), '0105020000078db0'],
  ['closing relay 2 for 0.8 s', flashCoil(1, 8), '0105020100089c74'],
  ['opening all eight', openAllCoils(8), '010f0000000801 00fe95'.replace(' ', '')],
])('%s is asked by the bytes that the maker gives', (_what, request, frame) => {
  expect(hex(encodeRequest(1, request))).toBe(frame);
});

describe('an answer', () => {
  const echo = '01050000ff008c3a';
  const request = writeCoil(0, true);

  test('is found after any noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const found = findAnswer(Uint8Array.from([...noise, ...bytes(echo)]), 1, request);
        return found?.ok === true;
      }),
    );
  });

  test('is none with a bit of it wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), (bit) => {
        const wrong = bytes(echo);
        wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return findAnswer(wrong, 1, request) === null;
      }),
    );
  });

  test('is none while its end is missing, nor of another unit or coil', () => {
    expect(findAnswer(bytes(echo).subarray(0, 7), 1, request)).toBeNull();
    expect(findAnswer(bytes(echo), 2, request)).toBeNull();
    expect(findAnswer(bytes(echo), 1, writeCoil(1, true))).toBeNull();
  });

  test('may be a refusal, with its number', () => {
    expect(findAnswer(bytes('018502c351'), 1, request)).toEqual({
      ok: false,
      error: { code: 'modbus-exception', exception: 2 },
    });
  });

  test('is never made of bytes that nobody sent as one, and nothing makes the search fail', () => {
    const requests = fc.constantFrom(request, readInputs(8), openAllCoils(8));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), requests, (noise, asked) => {
        const found = findAnswer(noise, 1, asked);
        return found === null || noise.includes(1);
      }),
      { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 2_000) },
    );
  });
});
