import { decryptChain } from '../osdp/aes.ts';

/** Who the tag is, and which of its reads this was: 0 to 2^24 − 1, one more with each. */
export type PiccData = { readonly uid: Uint8Array; readonly counter: number };

const ZEROS = new Uint8Array(16);
/** PICCDataTag: UID and SDMReadCtr are mirrored, the UID has 7 bytes (NXP NT4H2421Gx §9.3.4, table 21). */
const UID_AND_COUNTER = 0xc7;

/**
 * Decrypts PICCData in AES mode (NXP NT4H2421Gx §9.3.4.1): PICCDataTag, UID, SDMReadCtr with its lowest byte first, and
 * random bytes. `metaReadKey` and `encrypted` have 16 bytes each. Null when it does not begin as ours do: it was made
 * with another key, or by a tag that was set otherwise.
 */
export function decryptPiccData(metaReadKey: Uint8Array, encrypted: Uint8Array): PiccData | null {
  const clear = Buffer.from(decryptChain(metaReadKey, ZEROS, encrypted));
  if (clear[0] !== UID_AND_COUNTER) return null;
  return { uid: Uint8Array.from(clear.subarray(1, 8)), counter: clear.readUIntLE(8, 3) };
}
