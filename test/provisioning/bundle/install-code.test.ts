import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeInstallCode, mistypedGroups, passphraseOf } from '../../../provisioning/bundle/install-code.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc.uint8Array({ minLength: 13, maxLength: 13 }).map((bytes) => makeInstallCode(() => bytes));

describe('an install code', () => {
  test('has five groups of five, without letters that are taken for digits', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
      }),
    );
  });

  test('holds a hundred random bits: each of them changes it', () => {
    const of = (bytes: Uint8Array) => makeInstallCode(() => bytes);
    const zero = of(new Uint8Array(13));
    for (let bit = 0; bit < 100; bit++) {
      const bytes = new Uint8Array(13);
      bytes[bit >> 3] = 0x80 >> (bit & 7);
      expect(of(bytes)).not.toBe(zero);
    }
    expect(makeInstallCode()).not.toBe(makeInstallCode());
  });

  test('is the same passphrase in small letters, with other blanks, and with O, I and L', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('', ' ', '-', ' - '), (code, between) => {
        const typed = code.toLowerCase().replaceAll('-', between).replaceAll('0', 'o').replaceAll('1', 'i');
        expect(passphraseOf(typed)).toBe(code);
        expect(passphraseOf(typed.replaceAll('i', 'L'))).toBe(code);
      }),
    );
  });

  test('tells which group has a wrong character', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 24 }), fc.integer({ min: 1, max: 31 }), (code, at, by) => {
        const digits = [...code.replaceAll('-', '')];
        digits[at] = DIGITS.charAt((DIGITS.indexOf(digits[at] ?? '') + by) % 32);
        expect(mistypedGroups(digits.join(''))).toEqual([Math.floor(at / 5) + 1]);
      }),
    );
  });

  test('tells when two groups changed places', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const [first, second, ...rest] = code.split('-');
        expect(mistypedGroups([second, first, ...rest].join('-'))).toEqual([1, 2]);
      }),
    );
  });
});

test.each(['', 'correct horse battery staple', 'K7QM4', '!'.repeat(25)])(
  'any other passphrase is taken as it is: “%s”',
  (text) => {
    expect(passphraseOf(text)).toBe(text);
    expect(mistypedGroups(text)).toEqual([]);
  },
);

test('a passphrase is the same however its letters are put together', () => {
  expect(passphraseOf('en l\u00e5ng l\u00f6senfras')).toBe(passphraseOf('en la\u030ang lo\u0308senfras'));
});
