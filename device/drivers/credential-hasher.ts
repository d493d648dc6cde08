import { createHmac } from 'node:crypto';
import { CredentialHash } from '../contract/ids.ts';
import { hashedForm } from '../domain/credential.ts';
import type { CredentialHasher } from '../ports/credential-hasher.ts';

/**
 * HMAC-SHA-256 over `<kind>:<canonical>`, of a bar code in capital letters, cut to 16 bytes. `key`: 32 bytes, the box's own.
 * The kind is part of the input, so that a bar code cannot stand in for a chip with the same digits.
 */
export function createCredentialHasher(key: Uint8Array): CredentialHasher {
  if (key.length !== 32) throw new RangeError('the credential key has 32 bytes');
  return (credential) => {
    const { kind, randomUid } = credential;
    const digest = createHmac('sha256', key).update(hashedForm(credential), 'utf8').digest();
    return { kind, hash: CredentialHash.parse(digest.toString('hex', 0, 16)), randomUid, assurance: 1 };
  };
}
