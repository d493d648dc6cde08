/** A simulated PN532's own codec: from the host D4, to the host D5 (NXP UM0701-02 §6.2.1). */
export type HostMessage =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nack' }
  | { readonly kind: 'command'; readonly code: number; readonly data: readonly number[] };

export const ACK_FRAME: readonly number[] = [0x00, 0x00, 0xff, 0x00, 0xff, 0x00];
/** Error frame 7F: the command is not known, or its data is wrong. */
export const SYNTAX_ERROR_FRAME: readonly number[] = [0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00];

/** The answer to a command as it goes to the host; `data` is at most 253 bytes. */
export function encodeAnswer(commandCode: number, data: readonly number[]): readonly number[] {
  const body = [0xd5, commandCode + 1, ...data];
  const sum = body.reduce((total, byte) => total + byte, 0);
  return [0x00, 0x00, 0xff, body.length, -body.length & 0xff, ...body, -sum & 0xff, 0x00];
}

/** The host's messages in its bytes, and what of them is not whole yet. What is no message is passed over. */
export function decodeHost(bytes: readonly number[]): {
  readonly messages: readonly HostMessage[];
  readonly rest: readonly number[];
} {
  const messages: HostMessage[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== 0x00 || (bytes[at + 1] ?? 0xff) !== 0xff) {
      at += 1;
      continue;
    }
    const read = decodeOne(bytes.slice(at + 2));
    if (read === 'incomplete') break;
    if (read !== 'wrong') messages.push(read.message);
    at += read === 'wrong' ? 1 : 2 + read.length;
  }
  return { messages, rest: bytes.slice(at) };
}

function decodeOne(
  bytes: readonly number[],
): { readonly message: HostMessage; readonly length: number } | 'incomplete' | 'wrong' {
  const [len, lcs] = bytes;
  if (len === undefined || lcs === undefined) return 'incomplete';
  if (len === 0x00 && lcs === 0xff) return { message: { kind: 'ack' }, length: 2 };
  if (len === 0xff && lcs === 0x00) return { message: { kind: 'nack' }, length: 2 };
  if (len < 2 || ((len + lcs) & 0xff) !== 0) return 'wrong';
  const body = bytes.slice(2, 2 + len + 1);
  if (body.length < len + 1) return 'incomplete';
  const sum = body.reduce((total, byte) => total + byte, 0);
  const [tfi, code, ...data] = body.slice(0, -1);
  if ((sum & 0xff) !== 0 || tfi !== 0xd4 || code === undefined) return 'wrong';
  return { message: { kind: 'command', code, data }, length: 2 + len + 1 };
}
