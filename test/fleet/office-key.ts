import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { z } from 'zod';
import type { SignedByBox } from '../../device/contract/feed/history.ts';
import type { Random } from './random.ts';

/** What precedes the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7) and in its SubjectPublicKeyInfo (§4). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

type Signed = z.infer<typeof SignedByBox>;

/** The key of a simulated office, made of its random numbers: it protects nothing. */
export class OfficeKey {
  readonly #key: KeyObject;
  readonly #raw: string;

  constructor(random: Random) {
    const seed = Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256)));
    this.#key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(this.#key).export({ type: 'spki', format: 'der' });
    this.#raw = spki.subarray(PUBLIC_PREFIX.length).toString('base64');
  }

  sign(signed: string): Signed {
    return { signed, signature: sign(null, Buffer.from(signed), this.#key).toString('base64'), key: this.#raw };
  }
}

export function isWellSigned({ signed, signature, key }: Signed): boolean {
  const raw = Buffer.from(key, 'base64');
  if (raw.length !== 32) return false;
  const known = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(signed), known, Buffer.from(signature, 'base64'));
}
