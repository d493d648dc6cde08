import { base45Of, fromBase45 } from './base45.ts';

/** What a bundle's QR code begins with; base 45 of the file's bytes follows. */
const PREFIX = 'AK1:';
/** Characters of the alphanumeric mode in a code of version 40 with level L (ISO/IEC 18004, table 7). */
const MOST_CHARACTERS = 4_296;

/** The largest bundle that a QR code holds, in bytes. */
export const MOST_QR_BYTES = Math.floor((MOST_CHARACTERS - PREFIX.length) / 3) * 2;

export function qrTextOf(bundle: Uint8Array): string {
  return PREFIX + base45Of(bundle);
}

/** The bundle's file, from what a scanner read; null when it is something else. */
export function bytesOfQr(scanned: Uint8Array): Uint8Array | null {
  const text = Buffer.from(scanned).toString('latin1');
  // A scanner ends a line; no group of base 45 does with a break.
  return text.startsWith(PREFIX) ? fromBase45(text.slice(PREFIX.length).replace(/[\r\n]+$/, '')) : null;
}
