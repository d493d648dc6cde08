import type { KeyObject } from 'node:crypto';
import { err, type Result } from '../../device/contract/result.ts';
import type { Bundle, BundleFault } from './bundle.ts';
import { checkBundle } from './check-bundle.ts';
import { publicKeyOf } from './consistency.ts';
import { unlock } from './locked-layer.ts';
import { unpackBundle } from './payload.ts';
import { bytesOfQr } from './qr-text.ts';
import { verifySigned } from './signed-layer.ts';

/** The largest file that is looked at, in bytes. */
export const LARGEST_BUNDLE = 262_144;

/**
 * Opens a bundle: the bytes of its file, or of what a scanner read from its QR code. Nothing of it is taken in before its
 * signature is good. `operatorKey`: PEM, of the operator that it has to be of; null takes any, and whoever calls lets a
 * person compare `fingerprintOf` the bundle's `operatorKey` with what the operator says.
 */
export async function openBundle(
  bytes: Uint8Array,
  passphrase: string,
  operatorKey: string | null,
): Promise<Result<Bundle, BundleFault>> {
  if (bytes.length > LARGEST_BUNDLE)
    return err({ code: 'bundle-too-large', detail: `${bytes.length} bytes; ${LARGEST_BUNDLE} at most` });
  const expected = operatorKey === null ? null : publicKeyOf(operatorKey);
  if (operatorKey !== null && expected?.asymmetricKeyType !== 'ed25519')
    return err({ code: 'operator-key-malformed', detail: 'the operator’s key is no Ed25519 key in PEM' });
  const unlocked = await unlock(bytesOfQr(bytes) ?? bytes, passphrase);
  return unlocked.ok ? openSigned(unlocked.value, expected) : unlocked;
}

/** What is inside the lock. `expected`: as of `verifySigned`. */
export function openSigned(bytes: Uint8Array, expected: KeyObject | null): Result<Bundle, BundleFault> {
  const signed = verifySigned(bytes, expected);
  return signed.ok ? checkBundle(unpackBundle(signed.value.payload), signed.value.key) : signed;
}
