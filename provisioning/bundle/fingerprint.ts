import { createHash, type KeyObject } from 'node:crypto';
import { crockfordOf } from './crockford.ts';

/**
 * What two people compare to know that they have the same key: the first 80 bits of SHA-256 over its SPKI (DER), in four
 * groups of Crockford's base 32.
 */
export function fingerprintOf(key: KeyObject): string {
  const digest = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest();
  return (crockfordOf(digest.subarray(0, 10)).match(/.{4}/g) ?? []).join('-');
}
