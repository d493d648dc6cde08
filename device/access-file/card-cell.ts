import type { Result } from '../contract/result.ts';
import {
  type CanonicalCredential,
  type CredentialFault,
  parseBarcode,
  parseQr,
  parseUid,
} from '../domain/credential.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import type { LineFaultCode } from './line-fault.ts';

type Kind = {
  readonly parse: (text: string) => Result<CanonicalCredential, CredentialFault>;
  readonly malformed: LineFaultCode;
};

/** How cards are written in a file; a Wiegand number and a guest pass have no spelling that a person would have. */
const kinds: Readonly<Record<string, Kind>> = {
  uid: { parse: parseUid, malformed: 'uid-malformed' },
  barcode: { parse: parseBarcode, malformed: 'barcode-malformed' },
  qr: { parse: parseQr, malformed: 'qr-malformed' },
};

const HASH = /^[0-9a-f]{32}$/;

export type CardCells = { readonly kind: string; readonly number: string; readonly hash: string };
export type CardFault = { readonly column: 'kind' | 'number' | 'hash' | null; readonly code: LineFaultCode };

/** The hash of the card that a row names; or why it names none. The number goes no further. */
export function readCard(
  { kind, number, hash }: CardCells,
  hasher: (credential: CanonicalCredential) => string,
): string | CardFault {
  if (hash !== '' && number !== '') return { column: null, code: 'card-twice' };
  if (hash !== '') return readHash(hash);
  if (number === '') return { column: null, code: 'card-missing' };
  const known = Object.hasOwn(kinds, kind.toLowerCase()) ? kinds[kind.toLowerCase()] : undefined;
  if (known === undefined) return { column: 'kind', code: 'kind-unknown' };
  const parsed = known.parse(number);
  if (!parsed.ok) {
    const personal = parsed.error.code === 'personal-number' || holdsPersonalNumber(number);
    return { column: 'number', code: personal ? 'personal-number' : known.malformed };
  }
  return parsed.value.randomUid ? { column: 'number', code: 'uid-is-random' } : hasher(parsed.value);
}

function readHash(text: string): string | CardFault {
  const hash = text.toLowerCase();
  return HASH.test(hash) ? hash : { column: 'hash', code: 'hash-malformed' };
}
