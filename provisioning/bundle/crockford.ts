/** Crockford's base 32 (crockford.com/base32.html): without I, L, O and U, so that it can be read aloud. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Each five bits as a digit; bits that are left over at the end are not told. */
export function crockfordOf(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map(digitOfBits).join('');
}

const digitOfBits = (bits: string) => digitOf(Number.parseInt(bits, 2));

/** `value`: taken modulo 32. */
export function digitOf(value: number): string {
  return DIGITS.charAt(value % 32);
}

/** 0–31; -1 for what is no digit. */
export function numberOf(digit: string): number {
  return DIGITS.indexOf(digit);
}

/** As it was meant: without blanks and hyphens, in capitals, O as 0, I and L as 1. */
export function asMeant(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
