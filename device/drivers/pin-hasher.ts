import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PinHasher } from '../ports/pin-hasher.ts';

/** OWASP's second choice for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

const derive = promisify(argon2);
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

type Cost = { readonly memory: number; readonly passes: number };

/** Argon2id (RFC 9106) by Node's own OpenSSL, as PHC strings. */
export const argon2idHasher: PinHasher = {
  async hash(pin) {
    const salt = randomBytes(SALT_BYTES);
    const tag = await tagOf(pin, salt, { memory: MEMORY_KIB, passes: PASSES });
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(tag)}`;
  },
  async verify(pin, phc) {
    const [, memory, passes, salt, tag] = PHC.exec(phc) ?? [];
    if (salt === undefined || tag === undefined) return false;
    const cost = { memory: Number(memory), passes: Number(passes) };
    return timingSafeEqual(await tagOf(pin, Buffer.from(salt, 'base64'), cost), Buffer.from(tag, 'base64'));
  },
};

function tagOf(pin: string, nonce: Buffer, { memory, passes }: Cost): Promise<Buffer> {
  return derive('argon2id', { message: pin, nonce, parallelism: 1, tagLength: TAG_BYTES, memory, passes });
}

/** PHC strings carry base64 without its padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
