import { assert as check, constantFrom, integer, property, record, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineProfile, readLine } from '../../device/drivers/line-reader/line-profile.ts';
import { hasLibraryCheckDigit } from '../../device/drivers/line-reader/symbology.ts';

/** The canonical code, or "!" and why there is none. */
function read(text: string | Uint8Array, profile: Partial<LineProfile> = {}): string {
  const line = typeof text === 'string' ? Uint8Array.from(Buffer.from(text, 'utf8')) : text;
  const result = readLine(line, { kind: 'barcode', terminator: 'cr', ...profile });
  return result.ok ? result.value.canonical : `!${result.error.code}`;
}

describe('a library number', () => {
  /** http://www.jerseycat.org/faq/bar_codes.php; studyres.com/doc/5462227; nccardinalsupport.org, kb.page 638. */
  it.each(['30234000517861', '33191000105864', '58198000943996'])('%s has a right check digit', (number) => {
    expect(hasLibraryCheckDigit(number)).toBe(true);
    expect(read(number, { checkDigit: 'luhn' })).toBe(number);
  });

  it('with any one digit wrong is refused', () => {
    check(
      property(integer({ min: 0, max: 13 }), integer({ min: 1, max: 9 }), (at, more) => {
        const digits = Array.from('30234000517861', Number);
        digits[at] = ((digits[at] ?? 0) + more) % 10;
        expect(read(digits.join(''), { checkDigit: 'luhn' })).toBe('!check-digit-wrong');
      }),
    );
  });

  it.each(['', '3023400051786', '302340005178610', '3023400051786A', '٣0234000517861'])('is not %j', (text) => {
    expect(hasLibraryCheckDigit(text)).toBe(false);
  });

  it('is the same with and without the start and stop characters of Codabar', () => {
    const profile = { stripCodabar: true, checkDigit: 'luhn', minLength: 14, maxLength: 14 } as const;
    for (const text of ['30234000517861', 'A30234000517861B', 'd30234000517861c'])
      expect(read(text, profile)).toBe('30234000517861');
    expect(read('A30234000517861', profile)).toBe('!length-wrong');
    expect(read('E30234000517861E', profile)).toBe('!length-wrong');
    expect(read('A30234000517861B', { ...profile, stripCodabar: false })).toBe('!length-wrong');
  });
});

describe('a line becomes a credential', () => {
  it('without what its scanner puts around it', () => {
    const profile = { prefix: ']F0', suffix: '#' };
    expect(read(']F0123#', profile)).toBe('123');
    expect(read('123#', profile)).toBe('!prefix-missing');
    expect(read(']F0123', profile)).toBe('!suffix-missing');
    expect(read(']F0#', profile)).toBe('!length-wrong');
    expect(read('##', { prefix: '#', suffix: '##' })).toBe('!suffix-missing');
  });

  it('without the asterisks of Code 39, at both ends or at none', () => {
    expect(read('*AK-42*', { stripCode39: true })).toBe('AK-42');
    expect(read('AK-42', { stripCode39: true })).toBe('AK-42');
    expect(read('*AK-42', { stripCode39: true })).toBe('*AK-42');
    expect(read('*AK-42*')).toBe('*AK-42*');
    expect(read('**', { stripCode39: true })).toBe('**');
  });

  it('when it is as long as it should be', () => {
    expect(read('1234', { minLength: 5 })).toBe('!length-wrong');
    expect(read('123456', { maxLength: 5 })).toBe('!length-wrong');
    expect(read('12345', { minLength: 5, maxLength: 5 })).toBe('12345');
    expect(read('åäö', { kind: 'qr', minLength: 3, maxLength: 3 })).toBe('åäö');
  });

  it('as its kind demands', () => {
    expect(read('04a1b2c3d4e5f6', { kind: 'uid' })).toBe('04A1B2C3D4E5F6');
    expect(read('04 A1 B2 C3', { kind: 'uid' })).toBe('04A1B2C3');
    expect(read('0415AB96C3', { kind: 'uid' })).toBe('!credential-malformed');
    expect(read('hej', { kind: 'uid' })).toBe('!credential-malformed');
    expect(read('åäö')).toBe('!credential-malformed');
    expect(read(' https://example.se/å ', { kind: 'qr' })).toBe('https://example.se/å');
    expect(read(Uint8Array.of(0xe5, 0xe4, 0xf6), { kind: 'qr' })).toBe('!text-malformed');
  });

  it('or a code of why not, and never an exception', () => {
    const profiles = record({
      kind: constantFrom('barcode', 'qr', 'uid'),
      prefix: string({ maxLength: 2 }),
      suffix: string({ maxLength: 2 }),
      stripCodabar: constantFrom(true, false),
      stripCode39: constantFrom(true, false),
    });
    check(
      property(uint8Array({ maxLength: 100 }), profiles, (line, profile) => {
        expect(read(line, profile as Partial<LineProfile>)).toMatch(/^(![a-z-]+$|.)/su);
      }),
    );
  });
});
