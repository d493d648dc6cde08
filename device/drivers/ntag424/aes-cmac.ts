import { encryptBlock, encryptChain } from '../osdp/aes.ts';

const BLOCK = 16;
const ZEROS = new Uint8Array(BLOCK);
const END_OF_MESSAGE = 0x80;
/** Stands for the bit that a doubling shifts out (RFC 4493 §2.3, const_Rb). */
const REDUCTION = 0x87;

/**
 * AES-CMAC (RFC 4493 §2.4), 16 bytes. `key` has 16 bytes. A message shorter than `leastBlocks` blocks of 16 bytes is
 * padded to so many; the RFC knows one alone.
 */
export function aesCmac(key: Uint8Array, message: Uint8Array, leastBlocks = 1): Uint8Array {
  const length = Math.max(leastBlocks, Math.ceil(message.length / BLOCK)) * BLOCK;
  const isPadded = message.length < length;
  const blocks = new Uint8Array(length);
  blocks.set(message);
  if (isPadded) blocks[message.length] = END_OF_MESSAGE;
  const once = doubled(encryptBlock(key, ZEROS));
  const subkey = isPadded ? doubled(once) : once;
  const last = blocks.subarray(-BLOCK);
  last.set(last.map((byte, at) => byte ^ (subkey[at] ?? 0)));
  return encryptChain(key, ZEROS, blocks).subarray(-BLOCK);
}

/** Twice the element of GF(2^128), first byte highest. */
function doubled(block: Uint8Array): Uint8Array {
  const carryOf = (at: number) => (block[at] ?? 0) >> 7;
  return block.map((byte, at) => {
    const shifted = (byte << 1) | carryOf(at + 1);
    return at === BLOCK - 1 ? shifted ^ (carryOf(0) * REDUCTION) : shifted;
  });
}
