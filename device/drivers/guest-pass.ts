import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CredentialHasher } from '../ports/credential-hasher.ts';
import type { PassMaker } from '../ports/pass-maker.ts';

/** `AKG1.<id>.<until>.<mac>`: id of 16 random bytes, end in seconds since 1970, MAC of 16 bytes; base64url. */
const PASS = /^(AKG1\.[A-Za-z0-9_-]{22}\.\d{1,12})\.([A-Za-z0-9_-]{22})$/;
const MAC_BYTES = 16;

/** Of the box's credential key (RFC 5869): a pass tells nothing of the key that hashes cards. */
export function passKey(credentialKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', credentialKey, '', 'guest-pass', 32));
}

function macOf(body: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body, 'utf8').digest().subarray(0, MAC_BYTES);
}

/** Whether this box has made that pass; in constant time. */
export function isOwnPass(text: string, key: Uint8Array): boolean {
  const [, body, mac] = PASS.exec(text) ?? [];
  return body !== undefined && mac !== undefined && timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(body, key));
}

/** Reads what a QR reader reads: a text that is signed by this box is a pass, any other one is just a QR code. */
export function withPasses(hasher: CredentialHasher, key: Uint8Array): CredentialHasher {
  return (credential) =>
    hasher(
      credential.kind === 'qr' && isOwnPass(credential.canonical, key) ? { ...credential, kind: 'pass' } : credential,
    );
}

/** `hasher`: one that knows passes. */
export function createPassMaker(hasher: CredentialHasher, key: Uint8Array): PassMaker {
  return {
    make(until) {
      const body = `AKG1.${randomBytes(16).toString('base64url')}.${Math.floor(until / 1000)}`;
      const text = `${body}.${macOf(body, key).toString('base64url')}`;
      return { text, credential: hasher({ kind: 'qr', canonical: text, randomUid: false }) };
    },
  };
}
