import { err, ok, type Result } from '../../contract/result.ts';
import { type CanonicalCredential, parseUid } from '../../domain/credential.ts';

/** IC byte of a PN532 (UM0701-02 §7.2.2). */
const PN532 = 0x32;

/** The firmware as people write it, such as `1.6`; null when it is another chip. */
export function firmwareOf(data: Uint8Array): string | null {
  const [ic, version, revision] = data;
  return ic === PN532 && version !== undefined && revision !== undefined ? `${version}.${revision}` : null;
}

/**
 * The card in an answer of InListPassiveTarget at 106 kbit/s type A: NbTg, Tg, SENS_RES (2 bytes), SEL_RES, length of
 * the UID, the UID; an ATS may follow (UM0701-02 §7.3.5). Null: no card. The chip leaves out the cascade tags 88.
 */
export function cardOf(data: Uint8Array): Result<CanonicalCredential | null, { readonly code: 'uid-malformed' }> {
  const [count, , , , , length = 0] = data;
  if (count === 0) return ok(null);
  const uid = Buffer.from(data.subarray(6, 6 + length));
  const parsed = parseUid(uid.toString('hex'));
  return uid.length === length && parsed.ok ? ok(parsed.value) : err({ code: 'uid-malformed' });
}
