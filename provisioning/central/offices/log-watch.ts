import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { OfficeRow } from '../../../device/contract/feed/board.ts';
import { type LogHeadText, parseLogHead, type SignedByBox } from '../../../device/contract/feed/history.ts';

/**
 * What is known of the log of one office. `key`: by which the office is known, as base64: the first that it was heard
 * with, or one that was told; `head`: the furthest that was well signed.
 */
export const LogWatch = z.object({
  key: z.string().nullable(),
  head: z.object({ seq: z.int(), hash: z.string(), at: z.string().default('') }).nullable(),
  state: OfficeRow.shape.log,
});
export type LogWatch = z.infer<typeof LogWatch>;

export const UNHEARD_LOG: LogWatch = { key: null, head: null, state: 'unknown' };

/**
 * With one more head. `went-back` and `rewritten` stay: the box itself has signed two things that cannot both be true,
 * and no later head makes that good. `retained`: a broker kept it from before, and another may have told of a later one:
 * a lower number that was signed earlier contradicts nothing, by whichever key.
 */
export function withHead(
  watch: LogWatch,
  office: string,
  { signed, signature, key }: SignedByBox,
  retained: boolean,
): LogWatch {
  const known = watch.key ?? key;
  const before = watch.head;
  const head = parseLogHead(signed);
  if (retained && before !== null && head !== null && isEarlier(head, before)) return watch;
  if (key !== known) return alarmed(watch, 'key-changed');
  if (head === null || head.office !== office || !isSignedBy(key, signed, signature))
    return alarmed(watch, 'signature-wrong');
  const { seq, hash, at } = head;
  if (before !== null && seq < before.seq) return alarmed({ ...watch, key }, 'went-back');
  if (before !== null && seq === before.seq && hash !== before.hash) return alarmed({ ...watch, key }, 'rewritten');
  return alarmed({ ...watch, key, head: { seq, hash, at } }, 'proven');
}

type Head = Pick<LogHeadText, 'seq' | 'at'>;

function isEarlier(head: Head, known: Head): boolean {
  return head.seq < known.seq && Date.parse(head.at) < Date.parse(known.at);
}

function alarmed(watch: LogWatch, state: LogWatch['state']): LogWatch {
  const isLasting = watch.state === 'went-back' || watch.state === 'rewritten';
  return isLasting ? watch : { ...watch, state };
}

/** Ed25519 (RFC 8032). `key`: the 32 bytes of the public key, as base64; false too when it is none. */
export function isSignedBy(key: string, signed: string, signature: string): boolean {
  const publicKey = publicKeyOf(key);
  if (publicKey === null) return false;
  return verify(null, Buffer.from(signed, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
}

function publicKeyOf(base64: string): KeyObject | null {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) return null;
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') } });
  } catch {
    return null;
  }
}
