import { createCipheriv, createDecipheriv } from 'node:crypto';

/** AES-128 of one block of 16 bytes. */
export function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(block), cipher.final()]));
}

/** AES-128 of block after block, each by itself, by one cipher: setting one up costs more than its work. */
export function blockCipher(key: Uint8Array): (block: Uint8Array) => Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return (block) => Uint8Array.from(cipher.update(block));
}

/** AES-128 in CBC mode over whole blocks. */
export function encryptChain(key: Uint8Array, start: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-cbc', key, start).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(blocks), cipher.final()]));
}

/** Undoes `encryptChain`. */
export function decryptChain(key: Uint8Array, start: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createDecipheriv('aes-128-cbc', key, start).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(blocks), cipher.final()]));
}
