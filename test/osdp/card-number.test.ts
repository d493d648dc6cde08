import { assert as check, constantFrom, integer, nat, property } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CardBits } from '../../device/drivers/osdp/card-bits.ts';
import { cardNumber } from '../../device/drivers/osdp/card-number.ts';

function card(bits: string, format: CardBits['format'] = 'wiegand'): CardBits {
  const bytes = bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [];
  return { format, count: bits.length, bytes: Uint8Array.from(bytes) };
}

function ones(bits: string): number {
  return [...bits].filter((bit) => bit === '1').length;
}

/** Data between an even parity over the first bits and an odd one over the last. */
function withParity(data: string, covered: number): string {
  const even = ones(data.slice(0, covered)) % 2;
  const odd = 1 - (ones(data.slice(-covered)) % 2);
  return `${even}${data}${odd}`;
}

const binary = (value: number, width: number) => value.toString(2).padStart(width, '0');

describe('what a Wiegand reader gives', () => {
  it('26 bits: facility and number (the worked example of the CN56 reader manual: D4 1B 81)', () => {
    expect(cardNumber(card('11101010000011011100000010'))).toEqual({
      ok: true,
      value: { kind: 'wiegand', canonical: 'W26:212:7041', randomUid: false },
    });
  });

  it('34 bits (the worked example of the same manual: 89 D4 1B 81)', () => {
    const data = `${binary(0x89d4, 16)}${binary(0x1b81, 16)}`;
    expect(cardNumber(card(`1${data}1`))).toMatchObject({ value: { canonical: 'W34:35284:7041' } });
  });

  it('37 bits, whose parities share the middle bit', () => {
    const data = `${binary(1234, 16)}${binary(333_333, 19)}`;
    expect(cardNumber(card(withParity(data, 18)))).toMatchObject({ value: { canonical: 'W37:1234:333333' } });
  });

  it('56 bits with parities are one number', () => {
    const data = (0x12345678901234n & ((1n << 54n) - 1n)).toString(2).padStart(54, '0');
    expect(cardNumber(card(withParity(data, 27)))).toMatchObject({ value: { canonical: `W56:${0x12345678901234n}` } });
  });

  it('refuses any single bit that was misread', () => {
    const layouts = constantFrom([24, 12], [32, 16], [35, 18], [54, 27]);
    check(
      property(layouts, nat({ max: 2 ** 24 - 1 }), integer({ min: 0, max: 1_000 }), ([width, covered], value, at) => {
        const bits = withParity(binary(value, width ?? 0), covered ?? 0);
        expect(cardNumber(card(bits)).ok).toBe(true);
        const where = at % bits.length;
        const wrong = `${bits.slice(0, where)}${bits[where] === '1' ? 0 : 1}${bits.slice(where + 1)}`;
        expect(cardNumber(card(wrong))).toEqual({ ok: false, error: { code: 'card-parity' } });
      }),
    );
  });

  it('refuses a length that it does not know, and all zeros', () => {
    expect(cardNumber(card('1'.repeat(27)))).toEqual({ ok: false, error: { code: 'card-format' } });
    expect(cardNumber(card('0'.repeat(26)))).toEqual({ ok: false, error: { code: 'card-parity' } });
  });
});

describe('what a reader gives of a chip', () => {
  test.each([
    ['04A1B2C3', false],
    ['08A1B2C3', true],
    ['04A1B2C3D4E5F6', false],
    ['04A1B2C3D4E5F6A7B8C9', false],
  ])('%s is a UID, made up: %s', (uid, randomUid) => {
    const bytes = Uint8Array.from(Buffer.from(uid, 'hex'));
    const bits = { format: 'unspecified' as const, count: bytes.length * 8, bytes };
    expect(cardNumber(bits)).toEqual({ ok: true, value: { kind: 'uid', canonical: uid, randomUid } });
  });

  it('26 bits are Wiegand even where the reader calls them unspecified', () => {
    expect(cardNumber(card('11101010000011011100000010', 'unspecified'))).toMatchObject({
      value: { canonical: 'W26:212:7041' },
    });
  });
});
