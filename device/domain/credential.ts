import type { CredentialKind } from '../contract/access.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { holdsPersonalNumber } from './personal-number.ts';

/** A credential in the one spelling that is hashed. Lives only at the reader's edge (I4). */
export type CanonicalCredential = {
  readonly kind: CredentialKind;
  readonly canonical: string;
  readonly randomUid: boolean;
};

/**
 * What is hashed of a credential. Libraries take a bar code in other letters, small or capital, for the same card: whoever
 * prints one anew is not somebody else for it, and neither a block nor the limit to guessing is got round.
 */
export function hashedForm({ kind, canonical }: Pick<CanonicalCredential, 'kind' | 'canonical'>): string {
  return `${kind}:${kind === 'barcode' ? canonical.toUpperCase() : canonical}`;
}

/** `personal-number`: it may be one, and nothing of it goes any further. */
export type CredentialFault = { readonly code: 'credential-malformed' | 'personal-number'; readonly message: string };

const malformed = (message: string) => err({ code: 'credential-malformed' as const, message });
const personal = () =>
  err({ code: 'personal-number' as const, message: 'personal identity numbers are not taken here' });

/** Lengths of a UID in bytes: single, double and triple size (ISO/IEC 14443-3 §6.5.4). */
const uidLengths = [4, 7, 10];

/**
 * A UID as hexadecimal, either case, with or without `:`, `-` or space between bytes; first byte first, as PC/SC's
 * GET DATA (FF CA 00 00 00) gives it. Canonical: upper-case hex without separators.
 */
export function parseUid(text: string): Result<CanonicalCredential, CredentialFault> {
  const hex = text.replace(/[\s:-]/g, '').toUpperCase();
  if (!/^(?:[0-9A-F]{2})+$/.test(hex)) return malformed('a UID is written in hexadecimal digits');
  if (!uidLengths.includes(hex.length / 2)) return malformed('a UID has 4, 7 or 10 bytes');
  return ok({ kind: 'uid', canonical: hex, randomUid: hex.length === 8 && hex.startsWith('08') });
}

/** A bar code: 1–80 printable ASCII characters; outer white space is not part of it. Canonical: as printed. */
export function parseBarcode(text: string): Result<CanonicalCredential, CredentialFault> {
  const code = text.trim();
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,78}[\x21-\x7e])?$/.test(code))
    return malformed('a bar code has 1 to 80 printable ASCII characters');
  if (holdsPersonalNumber(code)) return personal();
  return ok({ kind: 'barcode', canonical: code, randomUid: false });
}

/** A QR code: 1–512 characters with no control characters. Canonical: Unicode NFC. */
export function parseQr(text: string): Result<CanonicalCredential, CredentialFault> {
  const code = text.trim().normalize('NFC');
  if (code.length < 1 || code.length > 512 || /\p{C}/u.test(code))
    return malformed('a QR code has 1 to 512 characters and no control characters');
  if (holdsPersonalNumber(code)) return personal();
  return ok({ kind: 'qr', canonical: code, randomUid: false });
}
