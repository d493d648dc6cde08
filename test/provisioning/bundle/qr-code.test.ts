import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base45Of, fromBase45 } from '../../../provisioning/bundle/base45.ts';
import { qrCodeOf } from '../../../provisioning/bundle/qr-code.ts';
import { bytesOfQr, MOST_QR_BYTES, qrTextOf } from '../../../provisioning/bundle/qr-text.ts';

describe('base 45', () => {
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('is that of RFC 9285 §4.3 and §4.4: %s', (clear, encoded) => {
    expect(base45Of(Buffer.from(clear))).toBe(encoded);
    expect(Buffer.from(fromBase45(encoded) ?? []).toString()).toBe(clear);
  });

  test('gives any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase45(base45Of(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each([':::', 'GGW', '::', 'A', 'BB8A', 'bb8', 'BB\n'])('refuses what it never gives: %j', (text) => {
    expect(fromBase45(text)).toBe(null);
  });
});

describe('a QR code', () => {
  test('holds a bundle of 2,860 bytes in 177 modules, and none that is larger', async () => {
    expect(MOST_QR_BYTES).toBe(2_860);
    // 177 modules and a quiet zone of four on each side.
    expect(await qrCodeOf(new Uint8Array(MOST_QR_BYTES))).toContain('viewBox="0 0 185 185"');
    await expect(qrCodeOf(new Uint8Array(MOST_QR_BYTES + 2))).rejects.toThrow();
  });

  test('says what it is, and gives the bundle back', () => {
    const bundle = Uint8Array.of(0, 1, 254, 255);
    expect(qrTextOf(bundle)).toMatch(/^AK1:/);
    expect(bytesOfQr(Buffer.from(qrTextOf(bundle)))).toEqual(bundle);
    expect(bytesOfQr(Buffer.from('https://example.se'))).toBe(null);
  });
});
