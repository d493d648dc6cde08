import { checksum, crc16 } from './crc.ts';
import {
  FROM_READER,
  HEADER_BYTES,
  hasMac,
  MAC_BYTES,
  type ReplyFrame,
  START,
  WITH_CRC,
  WITH_SECURITY_BLOCK,
} from './frame.ts';

/**
 * A reader may send 128 bytes without being told that we take more (SIA OSDP 2.2 §6, osdp_ACURXSIZE); 256 is for those
 * that do not ask, and bounds how long a false start can keep the parser waiting.
 */
const LONGEST = 256;

/**
 * `length-absurd`: no message has that length. `check-wrong`: CRC or checksum. `block-malformed`: the check is right,
 * but security block, code and MAC do not fit into the length.
 */
export type FrameFault = 'length-absurd' | 'check-wrong' | 'block-malformed';

export type Parsed =
  | { readonly kind: 'frame'; readonly frame: ReplyFrame }
  | { readonly kind: 'fault'; readonly code: FrameFault };

type Attempt = 'incomplete' | { readonly parsed: Parsed; readonly length: number };

/**
 * Finds readers' messages in a stream of bytes; however the bytes are split, the same. What is no message is passed
 * over, our own commands (an echo on the line) too; what looked like one and was not is searched again from its second
 * byte on, so that a whole message in it is found. It never looks into a message that is still coming in: bytes that a
 * card can choose are no message. Holds at most 256 bytes; `clear` when a request goes out, as nothing that came before
 * can answer it.
 */
export class FrameParser {
  #held: Uint8Array = new Uint8Array();

  push(bytes: Uint8Array): readonly Parsed[] {
    const all = Uint8Array.from([...this.#held, ...bytes]);
    const found: Parsed[] = [];
    let from = 0;
    for (;;) {
      const at = findStart(all, from);
      const attempt = readFrame(all.subarray(at));
      if (attempt === 'incomplete') {
        this.#held = all.slice(at);
        return found;
      }
      found.push(attempt.parsed);
      from = at + attempt.length;
    }
  }

  /** Whether something that may become a message has begun. */
  get midFrame(): boolean {
    return this.#held.length > 0;
  }

  clear(): void {
    this.#held = new Uint8Array();
  }
}

/** Where the next start byte is that a reader's address may follow; else the end. */
function findStart(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++)
    if (bytes[at] === START && ((bytes[at + 1] ?? FROM_READER) & FROM_READER) !== 0) return at;
  return bytes.length;
}

function readFrame(bytes: Uint8Array): Attempt {
  const [, , low, high, control] = bytes;
  if (low === undefined || high === undefined || control === undefined) return 'incomplete';
  const length = low + high * 256;
  const checkBytes = control & WITH_CRC ? 2 : 1;
  if (length < HEADER_BYTES + 1 + checkBytes || length > LONGEST) return fault('length-absurd', 1);
  if (bytes.length < length) return 'incomplete';
  const body = bytes.subarray(0, length - checkBytes);
  if (!isCheckRight(body, bytes.subarray(length - checkBytes, length))) return fault('check-wrong', 1);
  const frame = readBody(body.slice(), control);
  return frame === null ? fault('block-malformed', length) : { parsed: { kind: 'frame', frame }, length };
}

function fault(code: FrameFault, length: number): Attempt {
  return { parsed: { kind: 'fault', code }, length };
}

function isCheckRight(body: Uint8Array, [low = 0, high]: Uint8Array): boolean {
  return high === undefined ? checksum(body) === low : crc16(body) === low + high * 256;
}

/** Takes apart what comes before the check; null when it does not fit together. */
function readBody(body: Uint8Array, control: number): ReplyFrame | null {
  const blockLength = control & WITH_SECURITY_BLOCK ? (body[HEADER_BYTES] ?? 0) : 0;
  if (control & WITH_SECURITY_BLOCK && blockLength < 2) return null;
  const codeAt = HEADER_BYTES + blockLength;
  const [type, ...data] = body.subarray(HEADER_BYTES + 1, codeAt);
  const security = type === undefined ? null : { type, data };
  const end = body.length - (hasMac(security) ? MAC_BYTES : 0);
  const code = body[codeAt];
  if (code === undefined || codeAt >= end) return null;
  return {
    address: (body[1] ?? 0) & ~FROM_READER,
    sequence: control & 0x03,
    security,
    code,
    data: body.subarray(codeAt + 1, end),
    mac: hasMac(security) ? body.subarray(end) : null,
    covered: body.subarray(0, end),
  };
}
