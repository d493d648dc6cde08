/**
 * Four upper-case hex digits: the two's complement of the low 16 bits of the bytes' sum, from the first byte to the "AZ"
 * before the digits (3M SIP 2.00, "Checksums and sequence numbers"). Over bytes: a library that sums up characters is
 * misunderstood where they are not ASCII.
 */
export function checksumOf(bytes: Uint8Array): string {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}
