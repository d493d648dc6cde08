/** So many bytes are compared: 128 bits of random bytes, 96 of base64. */
export const TRACE_BYTES = 16;

const BASE = 0x0100_0193;
const LEADING = power(BASE, TRACE_BYTES);

function power(base: number, exponent: number): number {
  let result = 1;
  for (let n = 0; n < exponent; n += 1) result = Math.imul(result, base);
  return result;
}

/** A hash of 32 bits that moves on by one byte in a few steps (Karp and Rabin, 1987); of exactly `TRACE_BYTES`. */
export function rollingOf(bytes: Uint8Array): number {
  let hash = 0;
  for (const byte of bytes.subarray(0, TRACE_BYTES)) hash = (Math.imul(hash, BASE) + byte) | 0;
  return hash;
}

/** Calls back with each place in `bytes` where one of these hashes begins. */
export function findRolling(bytes: Uint8Array, wanted: ReadonlySet<number>, found: (at: number) => void): void {
  if (bytes.length < TRACE_BYTES) return;
  let hash = rollingOf(bytes);
  if (wanted.has(hash)) found(0);
  for (let end = TRACE_BYTES; end < bytes.length; end += 1) {
    const leaving = bytes[end - TRACE_BYTES] ?? 0;
    hash = (Math.imul(hash, BASE) + (bytes[end] ?? 0) - Math.imul(leaving, LEADING)) | 0;
    if (wanted.has(hash)) found(end - TRACE_BYTES + 1);
  }
}
