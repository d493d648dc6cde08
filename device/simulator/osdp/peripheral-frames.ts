/** A simulated reader's own codec: from the panel with address 0 to 127, to the panel with its high bit set (SIA OSDP 2.2 §5.9). */
export type PanelFrame = {
  readonly address: number;
  readonly sequence: number;
  /** Type and data of the security block; null in clear. */
  readonly block: { readonly type: number; readonly data: Uint8Array } | null;
  readonly code: number;
  readonly data: Uint8Array;
  /** The four bytes of the MAC; empty where there is none. */
  readonly mac: Uint8Array;
  /** What the MAC is over. */
  readonly covered: Uint8Array;
};

export type ReplyParts = Pick<PanelFrame, 'address' | 'sequence' | 'block' | 'code' | 'data'>;

const MAC_TYPES = [0x15, 0x16, 0x17, 0x18];

/** The panel's messages in its bytes, and what of them is not whole yet; what is no message with a right CRC is passed over. */
export function decodePanel(bytes: Buffer): { readonly frames: readonly PanelFrame[]; readonly rest: Buffer } {
  const frames: PanelFrame[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== 0x53) {
      at += 1;
      continue;
    }
    if (bytes.length < at + 4) break;
    const length = bytes.readUInt16LE(at + 2);
    if (length >= 8 && length <= 512 && bytes.length < at + length) break;
    const frame = length >= 8 && length <= 512 ? decodeOne(bytes.subarray(at, at + length)) : null;
    if (frame !== null) frames.push(frame);
    at += frame === null ? 1 : length;
  }
  return { frames, rest: Buffer.from(bytes.subarray(at)) };
}

function decodeOne(bytes: Buffer): PanelFrame | null {
  const checked = bytes.subarray(0, -2);
  if (bytes.readUInt16LE(checked.length) !== crcOf(checked)) return null;
  const control = bytes.readUInt8(4);
  const blockLength = control & 0x08 ? bytes.readUInt8(5) : 0;
  const block = control & 0x08 ? { type: bytes.readUInt8(6), data: bytes.subarray(7, 5 + blockLength) } : null;
  const macLength = block !== null && MAC_TYPES.includes(block.type) ? 4 : 0;
  const covered = checked.subarray(0, checked.length - macLength);
  const code = covered[5 + blockLength];
  if (code === undefined) return null;
  return {
    address: bytes.readUInt8(1),
    sequence: control & 0x03,
    block,
    code,
    data: covered.subarray(6 + blockLength),
    mac: checked.subarray(covered.length),
    covered,
  };
}

/** A reply up to where MAC and CRC go; its length counts them in. */
export function beginReply({ address, sequence, block, code, data }: ReplyParts): Buffer {
  const blockBytes = block === null ? [] : [block.data.length + 2, block.type, ...block.data];
  const length =
    5 + blockBytes.length + 1 + data.length + 2 + (block !== null && MAC_TYPES.includes(block.type) ? 4 : 0);
  const control = sequence | 0x04 | (block === null ? 0 : 0x08);
  const header = [0x53, address | 0x80, length % 256, Math.floor(length / 256), control];
  return Buffer.from([...header, ...blockBytes, code, ...data]);
}

export function withCrc(bytes: Buffer): Buffer {
  const end = Buffer.alloc(2);
  end.writeUInt16LE(crcOf(bytes));
  return Buffer.concat([bytes, end]);
}

/** CRC-16 with polynomial 0x1021 from 0x1D0F, bit by bit (SIA OSDP 2.2 Annex C). */
function crcOf(bytes: Uint8Array): number {
  let crc = 0x1d0f;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
