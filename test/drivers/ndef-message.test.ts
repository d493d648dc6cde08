import { assert as check, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NdefRecord } from '../../device/contract/ndef.ts';
import { parseNdef } from '../../device/drivers/pcsc/ndef-message.ts';

const parse = (hex: string) => parseNdef(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const malformed = { ok: false, error: { code: 'ndef-malformed' } };

describe('an NDEF message', () => {
  it.each([
    // The examples of NFC Forum RTD URI 1.0, Appendix A.
    ['D1 01 08 55 01 6E 66 63 2E 63 6F 6D', { kind: 'uri', uri: 'http://www.nfc.com' }],
    ['D1 01 0D 55 05 2B 33 35 38 39 31 32 33 34 35 36 37', { kind: 'uri', uri: 'tel:+35891234567' }],
    [
      'D1 01 10 54 02 65 6E 48 65 6C 6C 6F 2C 20 57 6F 72 6C 64 21',
      { kind: 'text', language: 'en', text: 'Hello, World!' },
    ],
    ['D1 01 07 54 82 73 76 00 E5 00 E4', { kind: 'text', language: 'sv', text: 'åä' }],
    ['C1 01 00 00 00 05 55 00 61 62 63 64', { kind: 'uri', uri: 'abcd' }],
    ['D9 01 03 02 55 69 64 00 61 62', { kind: 'uri', uri: 'ab' }],
  ])('of %s is read', (hex, record) => {
    expect(parse(hex)).toEqual({ ok: true, value: [record] });
  });

  it('with several records gives those that are known, in their order', () => {
    const parsed = parse('91 01 02 55 00 61  12 01 01 78 79  51 01 02 55 00 62');
    expect(parsed).toEqual({
      ok: true,
      value: [
        { kind: 'uri', uri: 'a' },
        { kind: 'uri', uri: 'b' },
      ],
    });
  });

  it.each([
    ['', 'nothing'],
    ['D1 01', 'cut in its head'],
    ['D1 01 09 55 01 6E 66 63 2E 63 6F 6D', 'shorter than it says'],
    ['51 01 02 55 00 61', 'no beginning'],
    ['91 01 02 55 00 61', 'no end'],
    ['F1 01 02 55 00 61', 'chunks'],
    ['D1 01 02 55 24 61', 'a URI code that is not known'],
    ['D1 01 02 54 05 61', 'a language longer than the record'],
    ['D1 01 04 54 02 73 76 FF', 'no UTF-8'],
    ['C1 01 FF FF FF FF 55 00', 'a length of 4 GB'],
  ])('of %s (%s) is refused', (hex) => {
    expect(parse(hex)).toEqual(malformed);
  });

  it('of any bytes at all never throws, and what it gives is within the contract', () => {
    const runs = Number(process.env.AK_FUZZ_RUNS ?? 2_000);
    check(
      property(uint8Array({ maxLength: 1_024 }), (bytes) => {
        const parsed = parseNdef(Buffer.from(bytes));
        if (parsed.ok) for (const record of parsed.value) NdefRecord.parse(record);
      }),
      { numRuns: runs },
    );
  });
});
