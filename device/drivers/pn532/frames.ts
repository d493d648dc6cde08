/**
 * The frames that a host and a PN532 send each other on any of its buses (NXP UM0701-02 §6.2.1): preamble 00, start
 * code 00 FF, length and its checksum, TFI, data, checksum, postamble 00.
 */
export type Frame =
  /** The command was taken (§6.2.1.3). From the host: the command is to be given up. */
  | { readonly kind: 'ack' }
  /** The last answer is to be sent again (§6.2.1.4); a PN532 never sends it. */
  | { readonly kind: 'nack' }
  /** The command was not understood (§6.2.1.5); 7F is a syntax error. */
  | { readonly kind: 'error'; readonly code: number }
  /** The answer to the command whose code is one less (§7); `data` is what follows the code, 0 to 263 bytes. */
  | { readonly kind: 'answer'; readonly code: number; readonly data: Uint8Array };

/** What goes to the chip; `data` follows the code. */
export type Command = {
  readonly code: number;
  readonly data: readonly number[];
  /** Bytes that go before the frame, to wake the chip. */
  readonly before?: readonly number[];
};

const PREAMBLE_AND_START = [0x00, 0x00, 0xff];
const POSTAMBLE = 0x00;
const FROM_HOST = 0xd4;
const LONGEST_NORMAL = 255;

/** TFI and data of an extended frame at most (§6.2.1.2). */
export const LONGEST_EXTENDED = 265;

export const ACK: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00);

/** What added to the bytes gives a low byte of zero. */
function checksum(bytes: readonly number[]): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}

/** A command as it goes over the line; `data` is at most 263 bytes. */
export function encodeCommand({ code, data, before = [] }: Command): Uint8Array {
  const body = [FROM_HOST, code, ...data];
  return Uint8Array.from([
    ...before,
    ...PREAMBLE_AND_START,
    ...lengthField(body.length),
    ...body,
    checksum(body),
    POSTAMBLE,
  ]);
}

function lengthField(length: number): readonly number[] {
  if (length <= LONGEST_NORMAL) return [length, checksum([length])];
  const bytes = [length >> 8, length & 0xff];
  return [0xff, 0xff, ...bytes, checksum(bytes)];
}
