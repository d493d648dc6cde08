import { assert as check, constantFrom, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBarcode, parseQr, parseUid } from '../../device/domain/credential.ts';

const canonicalOf = (result: ReturnType<typeof parseUid>) => (result.ok ? result.value.canonical : result.error.code);

describe('a UID', () => {
  it.each([
    ['04A1B2C3D4E5F6', '04A1B2C3D4E5F6'],
    ['04a1b2c3d4e5f6', '04A1B2C3D4E5F6'],
    ['04:a1:b2:c3:d4:e5:f6', '04A1B2C3D4E5F6'],
    ['04-A1-B2-C3', '04A1B2C3'],
    [' 04 A1 B2 C3\n', '04A1B2C3'],
    ['00112233445566778899', '00112233445566778899'],
  ])('written %j is one and the same in any spelling', (text, canonical) => {
    expect(canonicalOf(parseUid(text))).toBe(canonical);
  });

  it.each([
    '',
    '04A1B2',
    '04A1B2C3D4',
    '04A1B2C3D4E5',
    '04A1B2C3D',
    '04A1B2CG',
    '0x04A1B2C3',
    '04A1B2C3D4E5F6A7B8C9D0',
    '٠٤A1B2C3',
  ])('written %j is refused', (text) => {
    expect(parseUid(text)).toMatchObject({ ok: false, error: { code: 'credential-malformed' } });
  });

  it('of 4, 7 or 10 bytes comes back from its hexadecimal form, of any other length never', () => {
    check(
      property(uint8Array({ maxLength: 20 }), constantFrom('', ':', '-', ' '), (bytes, separator) => {
        const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
        const result = parseUid(pairs.join(separator));
        expect(result.ok).toBe([4, 7, 10].includes(bytes.length));
        if (result.ok) expect(Buffer.from(result.value.canonical, 'hex')).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('that is drawn anew at each tap is known by its first byte, 08, and its 4 bytes', () => {
    expect(parseUid('08A1B2C3')).toMatchObject({ value: { randomUid: true } });
    expect(parseUid('04A1B2C3')).toMatchObject({ value: { randomUid: false } });
    expect(parseUid('08A1B2C3D4E5F6')).toMatchObject({ value: { randomUid: false } });
  });
});

describe('a bar code', () => {
  it('is taken as printed, without outer white space', () => {
    expect(parseBarcode('  A 123-x\r\n')).toEqual({
      ok: true,
      value: { kind: 'barcode', canonical: 'A 123-x', randomUid: false },
    });
    expect(parseBarcode('7')).toMatchObject({ value: { canonical: '7' } });
    expect(parseBarcode('9'.repeat(80))).toMatchObject({ ok: true });
  });

  it.each(['', ' ', '9'.repeat(81), 'å', 'A\u0000B', 'A\nB', '\u{1F6AA}'])('of %j is refused', (text) => {
    expect(parseBarcode(text)).toMatchObject({ ok: false, error: { code: 'credential-malformed' } });
  });
});

describe('a QR code', () => {
  it('is the same in both of Unicode’s spellings', () => {
    expect(parseQr('Malmo\u0308')).toEqual(parseQr('Malm\u00f6'));
    expect(parseQr('x'.repeat(512))).toMatchObject({ ok: true });
  });

  it.each(['', ' ', 'x'.repeat(513), 'a\u0000b', 'a\u200bb'])('of %j is refused', (text) => {
    expect(parseQr(text)).toMatchObject({ ok: false, error: { code: 'credential-malformed' } });
  });
});

describe('whatever a reader gives', () => {
  it.each([
    ['UID', parseUid],
    ['bar code', parseBarcode],
    ['QR code', parseQr],
  ])('is a %s or a refusal that does not repeat it, and parsing the canonical form changes nothing', (_, parse) => {
    check(
      property(string({ unit: 'binary', maxLength: 600 }), (text) => {
        const result = parse(text);
        if (result.ok) expect(parse(result.value.canonical)).toEqual(result);
        else if (text.trim().length > 12) expect(JSON.stringify(result.error)).not.toContain(text.trim());
      }),
    );
  });
});
