import { type Frame, LONGEST_EXTENDED } from './frames.ts';

const FROM_CHIP = 0xd5;

type Attempt = { readonly frame: Frame; readonly length: number } | 'incomplete' | 'wrong';

/**
 * Finds a PN532's frames in a stream of bytes; however the bytes are split, the same. What is no frame is passed over,
 * and what looked like one and was not is searched again from its second byte on, so that a whole frame in it is found.
 * Holds at most the bytes of one frame. A false start may keep it waiting for up to 265 bytes: `clear` when what was
 * asked is not answered.
 */
export class FrameParser {
  #held: Uint8Array = new Uint8Array();

  push(bytes: Uint8Array): readonly Frame[] {
    const all = Uint8Array.from([...this.#held, ...bytes]);
    const frames: Frame[] = [];
    let from = 0;
    for (;;) {
      const at = findStart(all, from);
      const attempt = readFrame(all.subarray(at + 2));
      if (attempt === 'incomplete') {
        this.#held = all.slice(at);
        return frames;
      }
      if (attempt !== 'wrong') frames.push(attempt.frame);
      from = attempt === 'wrong' ? at + 1 : at + 2 + attempt.length;
    }
  }

  clear(): void {
    this.#held = new Uint8Array();
  }
}

/** Where the next start code 00 FF is, or its first byte at the very end; else the end. */
function findStart(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++)
    if (bytes[at] === 0x00 && (bytes[at + 1] === 0xff || at + 1 === bytes.length)) return at;
  return bytes.length;
}

/** What comes after a start code. The postamble is not waited for: it may be left out (UM0701-02 §7.2.9). */
function readFrame(bytes: Uint8Array): Attempt {
  const [len, lcs] = bytes;
  if (len === undefined || lcs === undefined) return 'incomplete';
  if (len === 0x00 && lcs === 0xff) return { frame: { kind: 'ack' }, length: 2 };
  if (len === 0xff && lcs === 0x00) return { frame: { kind: 'nack' }, length: 2 };
  if (len === 0xff && lcs === 0xff) return readExtended(bytes);
  return ((len + lcs) & 0xff) === 0 ? readBody(bytes, 2, len) : 'wrong';
}

function readExtended(bytes: Uint8Array): Attempt {
  const [, , high, low, lcs] = bytes;
  if (high === undefined || low === undefined || lcs === undefined) return 'incomplete';
  return ((high + low + lcs) & 0xff) === 0 ? readBody(bytes, 5, high * 256 + low) : 'wrong';
}

function readBody(bytes: Uint8Array, at: number, length: number): Attempt {
  if (length === 0 || length > LONGEST_EXTENDED) return 'wrong';
  const first = bytes[at];
  if (length > 1 && first !== undefined && first !== FROM_CHIP) return 'wrong';
  const end = at + length + 1;
  if (bytes.length < end) return 'incomplete';
  const sum = bytes.subarray(at, end).reduce((total, byte) => total + byte, 0);
  if ((sum & 0xff) !== 0) return 'wrong';
  const [code = 0, ...data] = bytes.subarray(length > 1 ? at + 1 : at, end - 1);
  if (length === 1) return { frame: { kind: 'error', code }, length: end };
  return { frame: { kind: 'answer', code, data: Uint8Array.from(data) }, length: end };
}
