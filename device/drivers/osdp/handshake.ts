import { timingSafeEqual } from 'node:crypto';
import type { Command } from './commands.ts';
import type { Reply } from './replies.ts';
import { SecureChannel } from './secure-channel.ts';
import {
  clientCryptogram,
  DEFAULT_KEY,
  deriveSessionKeys,
  initialMac,
  type SessionKeys,
  serverCryptogram,
} from './session-keys.ts';

/** In the security block: which key is meant (SIA OSDP 2.2 Annex D.1.3). */
const SELECT_DEFAULT_KEY = 0x00;
const SELECT_OWN_KEY = 0x01;

/** One try to agree on a secure session (SIA OSDP 2.2 Annex D.2): challenge, proof, proof, start of the chain. */
export class Handshake {
  readonly #baseKey: Uint8Array;
  readonly #random: Uint8Array;
  readonly #keys: SessionKeys;
  #cryptogram: Uint8Array | null = null;

  /** `random`: 8 bytes that were never used before. */
  constructor(baseKey: Uint8Array, random: Uint8Array) {
    this.#baseKey = baseKey;
    this.#random = random;
    this.#keys = deriveSessionKeys(baseKey, random);
  }

  get baseKey(): Uint8Array {
    return this.#baseKey;
  }

  get selector(): number {
    return isDefaultKey(this.#baseKey) ? SELECT_DEFAULT_KEY : SELECT_OWN_KEY;
  }

  challenge(): Command {
    return { kind: 'challenge', random: this.#random };
  }

  /** Whether the reader has proved that it has the key. */
  prove(reply: Extract<Reply, { kind: 'client-cryptogram' }>): boolean {
    const expected = clientCryptogram(this.#keys, this.#random, reply.random);
    if (!timingSafeEqual(expected, reply.cryptogram)) return false;
    this.#cryptogram = serverCryptogram(this.#keys, this.#random, reply.random);
    return true;
  }

  /** Our proof; only after the reader's. */
  proof(): Command {
    if (this.#cryptogram === null) throw new Error('the reader has not proved itself');
    return { kind: 'server-cryptogram', cryptogram: this.#cryptogram };
  }

  /**
   * The secure session, when the reader begins its chain where we do; else null. That is the proof of success: the
   * status byte of its block is 01, 00 or FF as the edition has it (goToMain/libosdp issue 245).
   */
  complete(mac: Uint8Array): SecureChannel | null {
    if (this.#cryptogram === null) return null;
    const expected = initialMac(this.#keys, this.#cryptogram);
    return timingSafeEqual(expected, mac) ? new SecureChannel(this.#keys, expected) : null;
  }
}

/** Whether this is the key that everybody knows. */
export function isDefaultKey(key: Uint8Array): boolean {
  return timingSafeEqual(key, DEFAULT_KEY);
}
