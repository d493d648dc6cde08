import { createCipheriv, createDecipheriv } from 'node:crypto';

/** The reader's side of a secure session (SIA OSDP 2.2 Annex D), written apart from the driver's so that they check each other. */
export class PeripheralChannel {
  readonly #enc: Buffer;
  readonly #mac1: Buffer;
  readonly #mac2: Buffer;
  readonly #panelRandom: Uint8Array;
  readonly #ownRandom: Uint8Array;
  #commandMac: Buffer = Buffer.alloc(16);
  #replyMac: Buffer = Buffer.alloc(16);

  constructor(key: Uint8Array, panelRandom: Uint8Array, ownRandom: Uint8Array) {
    const derive = (tag: number) =>
      block(key, Buffer.from([1, tag, ...panelRandom.subarray(0, 6), ...Buffer.alloc(8)]));
    this.#enc = derive(0x82);
    this.#mac1 = derive(0x01);
    this.#mac2 = derive(0x02);
    this.#panelRandom = panelRandom;
    this.#ownRandom = ownRandom;
  }

  /** Its proof that it has the key. */
  ownCryptogram(): Buffer {
    return block(this.#enc, Buffer.concat([this.#panelRandom, this.#ownRandom]));
  }

  /** The start of the chain, when the panel has proved itself; else null. */
  accept(panelCryptogram: Uint8Array): Buffer | null {
    const expected = block(this.#enc, Buffer.concat([this.#ownRandom, this.#panelRandom]));
    if (!expected.equals(panelCryptogram)) return null;
    this.#replyMac = block(this.#mac2, block(this.#mac1, expected));
    return this.#replyMac;
  }

  /** The data of a command in clear; null when its MAC is wrong. */
  open(covered: Uint8Array, mac: Uint8Array, data: Uint8Array, encrypted: boolean): Buffer | null {
    const expected = this.#mac(covered, this.#replyMac);
    if (!expected.subarray(0, 4).equals(mac)) return null;
    this.#commandMac = expected;
    if (!encrypted) return Buffer.from(data);
    const clear = cbc('decrypt', this.#enc, inverted(this.#replyMac), data);
    return clear.subarray(0, clear.lastIndexOf(0x80));
  }

  encrypt(data: Uint8Array): Buffer {
    return cbc('encrypt', this.#enc, inverted(this.#commandMac), padded(data));
  }

  /** The four bytes that go behind a reply; the chain moves on. */
  seal(covered: Uint8Array): Buffer {
    this.#replyMac = this.#mac(covered, this.#commandMac);
    return this.#replyMac.subarray(0, 4);
  }

  #mac(message: Uint8Array, start: Buffer): Buffer {
    const whole = message.length % 16 === 0 ? Buffer.from(message) : padded(message);
    let chain = start;
    for (let at = 0; at < whole.length; at += 16) {
      const key = at + 16 === whole.length ? this.#mac2 : this.#mac1;
      chain = block(key, Buffer.from(whole.subarray(at, at + 16).map((byte, index) => byte ^ (chain[index] ?? 0))));
    }
    return chain;
  }
}

function block(key: Uint8Array, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function cbc(direction: 'encrypt' | 'decrypt', key: Uint8Array, start: Uint8Array, bytes: Uint8Array): Buffer {
  const make = direction === 'encrypt' ? createCipheriv : createDecipheriv;
  const cipher = make('aes-128-cbc', key, start).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.from([0x80]), Buffer.alloc(15 - (bytes.length % 16))]);
}

function inverted(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ~byte);
}
