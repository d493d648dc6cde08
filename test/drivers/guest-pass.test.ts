import fc from 'fast-check';
import { expect, it } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';
import { createPassMaker, isOwnPass, passKey, withPasses } from '../../device/drivers/guest-pass.ts';

const secret = Buffer.alloc(32, 7);
const key = passKey(secret);
const hasher = withPasses(createCredentialHasher(secret), key);
const passes = createPassMaker(hasher, key);
const until = epochMs(Date.UTC(2026, 10, 24, 18));

it('a pass is known as one, by its own office alone, and fits a small QR code', () => {
  const { text, credential } = passes.make(until);
  expect(credential.kind).toBe('pass');
  expect([isOwnPass(text, key), isOwnPass(text, passKey(Buffer.alloc(32, 8)))]).toEqual([true, false]);
  expect(text.length).toBeLessThanOrEqual(64);
  expect(hasher({ kind: 'qr', canonical: text, randomUid: false })).toEqual(credential);
});

it('no two passes are the same', () => {
  expect(new Set(Array.from({ length: 100 }, () => passes.make(until).text)).size).toBe(100);
});

it('a pass that was changed in any letter is just a QR code', () => {
  const { text } = passes.make(until);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.stringMatching(/^[A-Za-z0-9._-]$/), (at, letter) => {
      fc.pre(letter !== text[at]);
      const changed = text.slice(0, at) + letter + text.slice(at + 1);
      // The last letter of base64url holds two bits that mean nothing.
      fc.pre(
        Buffer.from(changed.split('.')[3] ?? '', 'base64url').compare(
          Buffer.from(text.split('.')[3] ?? '', 'base64url'),
        ) !== 0 || at < text.length - 1,
      );
      expect(hasher({ kind: 'qr', canonical: changed, randomUid: false }).kind).toBe('qr');
    }),
  );
});

it('whatever is shown is read without a fault', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isOwnPass(text, key)).toBe(false);
      expect(isOwnPass(`AKG1.${text}`, key)).toBe(false);
    }),
  );
});

it('a bar code with a pass’s text is no pass', () => {
  const { text } = passes.make(until);
  expect(hasher({ kind: 'barcode', canonical: text, randomUid: false }).kind).toBe('barcode');
});
