import { createCipheriv, randomBytes } from 'node:crypto';
import type { VirtualCard } from './virtual-slot.ts';

const OK = Buffer.from('9000', 'hex');
const NOT_FOUND = Buffer.from('6a82', 'hex');
const GET_UID = 'ffca000000';
const SELECT_APPLICATION = '00a4040007d2760000850101';
const SELECT_FILE = '00a4000c02';
const READ_BINARY = '00b0';

/** The capability container as the chip leaves the factory (NFC Forum Type 4 Tag 2.0, §5.1; 32 bytes). */
const CAPABILITIES = Buffer.from('001720010000ff0406e104010000000506e10500808283000000000000000000', 'hex');
const CAPABILITY_FILE = 'e103';
const NDEF_FILE = 'e104';
const NDEF_FILE_BYTES = 256;

export type Ntag424TagParts = {
  /** 7 bytes in hexadecimal. */
  readonly uid: string;
  readonly metaReadKey: Uint8Array;
  readonly fileReadKey: Uint8Array;
  /** What is written on it; the tag fills in `{picc}`, and `{mac}` once, after it. */
  readonly template?: string;
  /** Where SDMMACInputOffset points: at the MAC itself (nothing is covered), or at the encrypted PICCData. */
  readonly covers?: 'nothing' | 'picc';
  /** SDMReadCtr before the first read; 0 as after its set-up. */
  readonly counter?: number;
  /** Shows another UID at each look, as a tag does whose random ID is on; the message still holds its own. */
  readonly randomId?: boolean;
};

/**
 * An NTAG 424 DNA with Secure Dynamic Messaging in AES mode (NXP NT4H2421Gx §9.3), read as NFC Forum Type 4. Its codec
 * and its CMAC are its own. Reads of the NDEF file one after the other are one read to its counter, as the chip's are:
 * any other command in between makes the next a new one (§9.3.1).
 */
export class Ntag424Tag {
  readonly #parts: Ntag424TagParts;
  #counter: number;
  #selected = '';
  /** The NDEF file as it is being read. */
  #shown: Buffer | null = null;

  constructor(parts: Ntag424TagParts) {
    this.#parts = parts;
    this.#counter = parts.counter ?? 0;
  }

  /** For a slot of the virtual reader. */
  readonly card: VirtualCard = (apdu) => {
    const hex = apdu.toString('hex');
    // The reader answers this by itself: the chip hears nothing of it.
    if (hex === GET_UID) return Buffer.concat([this.#shownUid(), OK]);
    if (hex.startsWith(READ_BINARY)) return this.#read(apdu.readUInt16BE(2), apdu[4] || NDEF_FILE_BYTES);
    this.#shown = null;
    return this.#select(hex);
  };

  /** SDMReadCtr now. */
  get counter(): number {
    return this.#counter;
  }

  /** Its URI as anybody's phone gets it, which is a read like any other. */
  skim(): string {
    this.#shown = null;
    this.#counter += 1;
    return this.#uri();
  }

  #select(hex: string): Buffer {
    if (hex.startsWith(SELECT_APPLICATION)) {
      this.#selected = '';
      return OK;
    }
    const file = hex.startsWith(SELECT_FILE) ? hex.slice(SELECT_FILE.length, SELECT_FILE.length + 4) : '';
    if (file !== CAPABILITY_FILE && file !== NDEF_FILE) return NOT_FOUND;
    this.#selected = file;
    return OK;
  }

  #read(at: number, length: number): Buffer {
    if (this.#selected === '') return NOT_FOUND;
    const file = this.#selected === NDEF_FILE ? this.#ndefFile() : CAPABILITIES;
    return Buffer.concat([file.subarray(at, at + length), OK]);
  }

  #ndefFile(): Buffer {
    if (this.#shown === null) {
      this.#counter += 1;
      this.#shown = Buffer.alloc(NDEF_FILE_BYTES);
      ndefOf(this.#uri()).copy(this.#shown);
    }
    return this.#shown;
  }

  #uri(): string {
    const { template = 'https://example.se/k?picc_data={picc}&cmac={mac}', covers = 'nothing' } = this.#parts;
    const piccAt = template.indexOf('{picc}');
    const withPicc = template.replace('{picc}', this.#piccData());
    const macAt = withPicc.indexOf('{mac}');
    return withPicc.replace('{mac}', this.#mac(covers === 'picc' ? withPicc.slice(piccAt, macAt) : ''));
  }

  /** C7, UID, counter with its lowest byte first, five random bytes (§9.3.4). */
  #piccData(): string {
    const clear = Buffer.concat([Buffer.of(0xc7), this.#uid(), this.#counterBytes(), randomBytes(5)]);
    return cbc(this.#parts.metaReadKey, clear).toString('hex').toUpperCase();
  }

  #mac(covered: string): string {
    const vector = Buffer.concat([Buffer.from('3cc300010080', 'hex'), this.#uid(), this.#counterBytes()]);
    const mac = cmac(cmac(this.#parts.fileReadKey, vector), Buffer.from(covered, 'latin1')).toString('hex');
    return mac.replaceAll(/..(..)/g, '$1').toUpperCase();
  }

  #uid(): Buffer {
    return Buffer.from(this.#parts.uid, 'hex');
  }

  /** A random ID has 4 bytes, of which the first is 08 (ISO/IEC 14443-3 §6.5.4). */
  #shownUid(): Buffer {
    return this.#parts.randomId === true ? Buffer.concat([Buffer.of(0x08), randomBytes(3)]) : this.#uid();
  }

  #counterBytes(): Buffer {
    const bytes = Buffer.alloc(3);
    bytes.writeUIntLE(this.#counter, 0, 3);
    return bytes;
  }
}

/** Length, and one short URI record (NFC Forum RTD URI 1.0); 04 stands for `https://`. */
function ndefOf(uri: string): Buffer {
  const rest = uri.startsWith('https://') ? `\x04${uri.slice(8)}` : `\x00${uri}`;
  const record = Buffer.concat([Buffer.of(0xd1, 0x01, rest.length, 0x55), Buffer.from(rest, 'latin1')]);
  return Buffer.concat([Buffer.of(0, record.length), record]);
}

function cbc(key: Uint8Array, blocks: Buffer): Buffer {
  return createCipheriv('aes-128-cbc', key, Buffer.alloc(16)).setAutoPadding(false).update(blocks);
}

/** NIST SP 800-38B §6.2, reckoned in whole numbers. */
function cmac(key: Uint8Array, message: Buffer): Buffer {
  const isWhole = message.length > 0 && message.length % 16 === 0;
  const padded = isWhole
    ? message
    : Buffer.concat([message, Buffer.of(0x80), Buffer.alloc(15 - (message.length % 16))]);
  const twice = (value: bigint) => BigInt.asUintN(128, value << 1n) ^ (value >> 127n === 1n ? 0x87n : 0n);
  const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);
  const once = twice(number(cbc(key, Buffer.alloc(16))));
  const last = number(padded.subarray(-16)) ^ (isWhole ? once : twice(once));
  const mixed = Buffer.from(last.toString(16).padStart(32, '0'), 'hex');
  return cbc(key, Buffer.concat([padded.subarray(0, -16), mixed])).subarray(-16);
}
