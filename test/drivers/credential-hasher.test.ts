import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CredentialKind } from '../../device/contract/access.ts';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';

const key = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
const hasher = createCredentialHasher(key);
const card = { kind: 'uid', canonical: '04A1B2C3D4E5F6', randomUid: false } as const;

describe('the keyed hash of a credential', () => {
  it('is this for ever: a changed one would lock out every card that was enrolled', () => {
    // printf 'uid:04A1B2C3D4E5F6' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001…1f | cut -c1-32
    expect(hasher(card)).toEqual({
      kind: 'uid',
      hash: '351db75d1aa67d43b7f687dab4d9276c',
      randomUid: false,
      assurance: 1,
    });
  });

  it('is the first half of HMAC-SHA-256 over kind and canonical form', () => {
    const whole = createHmac('sha256', key).update('qr:Malmö').digest('hex');
    expect(hasher({ kind: 'qr', canonical: 'Malmö', randomUid: false }).hash).toBe(whole.slice(0, 32));
  });

  it('keeps the kinds apart: a bar code with the digits of a chip is not that chip', () => {
    const kinds = CredentialKind.options;
    const hashes = kinds.map((kind) => hasher({ kind, canonical: '04A1B2C3', randomUid: false }).hash);
    expect(new Set(hashes).size).toBe(kinds.length);
  });

  it('is the same for a bar code in small letters, which libraries take for the same card; other codes heed them', () => {
    const of = (kind: CredentialKind, canonical: string) => hasher({ kind, canonical, randomUid: false }).hash;
    expect(of('barcode', 'bibl-7731-A')).toBe(of('barcode', 'BIBL-7731-A'));
    expect(of('qr', 'bibl-7731')).not.toBe(of('qr', 'BIBL-7731'));
    expect(of('pass', 'AKG1.a')).not.toBe(of('pass', 'AKG1.A'));
  });

  it('is another under another key', () => {
    expect(createCredentialHasher(Buffer.alloc(32, 7))(card).hash).not.toBe(hasher(card).hash);
  });

  it('is not made with a key of another length', () => {
    expect(() => createCredentialHasher(Buffer.alloc(31))).toThrow(RangeError);
    expect(() => createCredentialHasher(Buffer.alloc(0))).toThrow(RangeError);
  });
});
