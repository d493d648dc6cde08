import { assert as check, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Charset, canWrite, decodeText, encodeText } from '../../device/drivers/sip2/charset.ts';

const hex = (text: string, charset: Charset) => Buffer.from(encodeText(text, charset)).toString('hex');

describe('a charset', () => {
  it('has the bytes that it is known for', () => {
    expect(hex('ÅÄÖåäö', 'utf-8')).toBe('c385c384c396c3a5c3a4c3b6');
    expect(hex('ÅÄÖåäö', 'latin1')).toBe('c5c4d6e5e4f6');
    expect(hex('ÅÄÖåäöé£þ', 'ibm850')).toBe('8f8e998684948 29ce7'.replace(' ', ''));
  });

  it('of one byte a character gives each byte back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const charset of ['latin1', 'ibm850'] as const) {
      const text = decodeText(all, charset);
      expect(new Set(text).size).toBe(256);
      expect(encodeText(text, charset)).toEqual(all);
    }
  });

  it('cannot write what it does not have, and never by the low byte of it', () => {
    // Their low bytes are CR, LF, "|" and the A of a field's name.
    for (const awkward of ['\u010d', '\u010a', '\u017c', '\u0141']) {
      expect(canWrite(awkward, 'latin1')).toBe(false);
      expect(canWrite(awkward, 'ibm850')).toBe(false);
      expect(hex(awkward, 'latin1')).toBe('3f');
      expect(hex(awkward, 'ibm850')).toBe('3f');
      expect(canWrite(awkward, 'utf-8')).toBe(true);
    }
    expect(canWrite('\ud800', 'utf-8')).toBe(false);
  });

  it('gives back every text that it can write', () => {
    check(
      property(string({ unit: 'binary' }), constantFrom<Charset>('utf-8', 'latin1', 'ibm850'), (text, charset) => {
        const back = decodeText(encodeText(text, charset), charset);
        expect(back === text).toBe(canWrite(text, charset));
      }),
    );
  });
});
