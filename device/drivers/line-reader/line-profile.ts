import type { CredentialKind } from '../../contract/access.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { type CanonicalCredential, parseBarcode, parseQr, parseUid } from '../../domain/credential.ts';
import type { LineTerminator } from './line-framer.ts';
import { hasLibraryCheckDigit, stripCodabar, stripCode39 } from './symbology.ts';

/** What a line can hold: all kinds but those that have no spelling. */
export type LineCredentialKind = Exclude<CredentialKind, 'wiegand' | 'pass'>;

/** How one model of scanner or RFID module is set to send, and which of its codes are credentials. */
export type LineProfile = {
  /** `uid`: the line is hexadecimal, first byte first. */
  readonly kind: LineCredentialKind;
  readonly terminator: LineTerminator;
  /** What each line begins with, and is not part of the code; a line without it is none. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Start and stop characters A–D are taken off, if they were sent. */
  readonly stripCodabar?: boolean | undefined;
  /** Start and stop characters `*` are taken off, if they were sent. */
  readonly stripCode39?: boolean | undefined;
  /** Of what is left then, in characters. */
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  /** `luhn`: only 14-digit library numbers with a right check digit. */
  readonly checkDigit?: 'luhn' | undefined;
};

export type LineProfileFault = {
  readonly code:
    | 'text-malformed'
    | 'prefix-missing'
    | 'suffix-missing'
    | 'length-wrong'
    | 'check-digit-wrong'
    | 'credential-malformed'
    | 'personal-number';
};

const parsers = { barcode: parseBarcode, qr: parseQr, uid: parseUid };

const fault = (code: LineProfileFault['code']) => err({ code });

/**
 * The credential in one line, or why it holds none. In this order: the bytes are UTF-8, prefix and suffix are there,
 * start and stop characters go, the length is right, the check digit is right, and it is a code of its kind.
 */
export function readLine(line: Uint8Array, profile: LineProfile): Result<CanonicalCredential, LineProfileFault> {
  const text = decode(line);
  if (text === null) return fault('text-malformed');
  const { prefix = '', suffix = '', minLength = 1, maxLength = Number.POSITIVE_INFINITY } = profile;
  if (!text.startsWith(prefix)) return fault('prefix-missing');
  const unprefixed = text.slice(prefix.length);
  if (!unprefixed.endsWith(suffix)) return fault('suffix-missing');
  const code = strip(unprefixed.slice(0, unprefixed.length - suffix.length), profile);
  const length = Array.from(code).length;
  if (length < minLength || length > maxLength) return fault('length-wrong');
  if (profile.checkDigit === 'luhn' && !hasLibraryCheckDigit(code)) return fault('check-digit-wrong');
  const parsed = parsers[profile.kind](code);
  return parsed.ok ? ok(parsed.value) : fault(parsed.error.code);
}

function strip(text: string, profile: LineProfile): string {
  const uncodabarred = profile.stripCodabar ? stripCodabar(text) : text;
  return profile.stripCode39 ? stripCode39(uncodabarred) : uncodabarred;
}

function decode(line: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return null;
  }
}
