const POLYNOMIAL = 0x1021;
const INITIAL = 0x1d0f;

/** What each possible high byte does to the remainder: one look-up a byte instead of eight steps. */
const TABLE = Uint16Array.from({ length: 256 }, (_, high) => {
  let remainder = high << 8;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 0x8000 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1;
  return remainder;
});

/** The CRC of a frame (SIA OSDP 2.2 §5.9, Annex C): 0x1021, highest bit first, from 0x1D0F; 0 to 0xFFFF. */
export function crc16(bytes: Uint8Array): number {
  let crc = INITIAL;
  for (const byte of bytes) crc = ((crc << 8) ^ (TABLE[(crc >> 8) ^ byte] ?? 0)) & 0xffff;
  return crc;
}

/** The older check of a frame (SIA OSDP 2.2 §5.9): what added to the sum of the bytes gives a low byte of zero. */
export function checksum(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
