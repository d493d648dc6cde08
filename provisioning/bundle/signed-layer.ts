import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { BUNDLE_FORMAT, type BundleFault } from './bundle.ts';

/**
 * What the operator signs, byte for byte:
 *
 *     "ak-bundle/1\n"   12 bytes
 *     the key           32 bytes, Ed25519, as RFC 8032 writes it
 *     the payload       any number
 *     the signature     64 bytes, Ed25519 over all that stands before it
 */
const MAGIC = Buffer.from(`${BUNDLE_FORMAT}\n`);
const ANY_FORMAT = Buffer.from('ak-bundle/');
const KEY = 32;
const SIGNATURE = 64;

/** An Ed25519 key in SPKI (RFC 8410 §4): this, and its 32 bytes. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

export type Signed = { readonly payload: Uint8Array; readonly key: KeyObject };

export function signPayload(payload: Uint8Array, operatorKey: KeyObject): Uint8Array {
  const key = createPublicKey(operatorKey).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
  const signed = Buffer.concat([MAGIC, key, payload]);
  return Buffer.concat([signed, sign(null, signed, operatorKey)]);
}

/** `expected`: null takes the key that is in it, and whoever opens it compares the fingerprint with the operator's. */
export function verifySigned(bytes: Uint8Array, expected: KeyObject | null): Result<Signed, BundleFault> {
  const begins = (magic: Buffer) => magic.equals(bytes.subarray(0, magic.length));
  if (!begins(MAGIC))
    return begins(ANY_FORMAT)
      ? err({ code: 'bundle-format-unknown', detail: `it is no ${BUNDLE_FORMAT}; a newer kontoret may know it` })
      : err({ code: 'bundle-malformed', detail: 'what is locked in it is no bundle' });
  if (bytes.length < MAGIC.length + KEY + SIGNATURE)
    return err({ code: 'bundle-malformed', detail: 'it is too short to be signed' });
  const payloadAt = MAGIC.length + KEY;
  const key = keyOf(bytes.subarray(MAGIC.length, payloadAt));
  if (expected !== null && !expected.equals(key))
    return err({ code: 'operator-other', detail: 'another operator signed it than the one that was expected' });
  const signatureAt = bytes.length - SIGNATURE;
  if (!verify(null, bytes.subarray(0, signatureAt), key, bytes.subarray(signatureAt)))
    return err({ code: 'signature-wrong', detail: 'the signature is not good' });
  return ok({ payload: bytes.subarray(payloadAt, signatureAt), key });
}

function keyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
}
