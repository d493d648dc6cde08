/** What a reader read of a card, in clear (I4): it stays within this folder. */
export type CardBits = {
  /** `wiegand`: first and last bit are parities; `unspecified`: just bits (SIA OSDP 2.2 §7.10, format code). */
  readonly format: 'unspecified' | 'wiegand';
  readonly count: number;
  /** First bit is the highest of the first byte; the bits of the last byte that are not counted are zero. */
  readonly bytes: Uint8Array;
};

/** Reader, format code, number of bits (low byte first), bits: osdp_RAW. Null when the numbers do not fit together. */
export function readRaw(data: Uint8Array): CardBits | null {
  const [, format, low, high, ...rest] = data;
  if (format === undefined || low === undefined || high === undefined) return null;
  const count = low + high * 256;
  if (count === 0 || rest.length !== Math.ceil(count / 8)) return null;
  const bytes = Uint8Array.from(rest);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) & (0xff << ((8 - (count % 8)) % 8));
  return { format: format === 0x01 ? 'wiegand' : 'unspecified', count, bytes };
}

/** The bits one by one, first bit first. */
export function bitsOf({ count, bytes }: CardBits): readonly (0 | 1)[] {
  return Array.from({ length: count }, (_, at) => (((bytes[at >> 3] ?? 0) >> (7 - (at % 8))) & 1 ? 1 : 0));
}
