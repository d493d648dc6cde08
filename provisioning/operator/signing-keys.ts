import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair as it lies in files: PKCS#8 and SPKI, PEM. */
export type KeyPair = { readonly key: string; readonly publicKey: string };

/** Ed25519 (RFC 8032). */
export function makeSigningKey(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: pemOf(publicKey),
  };
}

/** SPKI. Of a private key its public one. */
export function pemOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

/** As `commandKeys` of a config has it: base64 of the 32 bytes, which end the SPKI (RFC 8410 §4). */
export function rawPublicKey(publicKey: string): string {
  const spki = createPublicKey(publicKey).export({ format: 'der', type: 'spki' });
  return spki.subarray(-32).toString('base64');
}
