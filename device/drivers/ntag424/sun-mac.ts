import { aesCmac } from './aes-cmac.ts';
import type { PiccData } from './picc-data.ts';

/** Label of a key for MACs, counter 0001, length 0080 (NXP NT4H2421Gx §9.3.9.1, SV2). */
const SESSION_VECTOR = [0x3c, 0xc3, 0x00, 0x01, 0x00, 0x80];

/** SesSDMFileReadMACKey of one read (NXP NT4H2421Gx §9.3.9.1), 16 bytes; `fileReadKey` is the tag's own, 16 bytes. */
export function sessionMacKey(fileReadKey: Uint8Array, { uid, counter }: PiccData): Uint8Array {
  const lowestFirst = [counter & 0xff, (counter >> 8) & 0xff, (counter >> 16) & 0xff];
  return aesCmac(fileReadKey, Uint8Array.from([...SESSION_VECTOR, ...uid, ...lowestFirst]));
}

/** SDMMAC over the text that it covers (NXP NT4H2421Gx §9.3.8.1): every other byte of the CMAC, 8 in all (§9.1.3). */
export function sunMac(fileReadKey: Uint8Array, read: PiccData, covered: Uint8Array): Uint8Array {
  return aesCmac(sessionMacKey(fileReadKey, read), covered).filter((_, at) => at % 2 === 1);
}
