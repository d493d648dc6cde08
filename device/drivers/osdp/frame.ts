import { crc16 } from './crc.ts';

/** Start of a message (SIA OSDP 2.2 §5.9). */
export const START = 0x53;
/** In the address byte: the message comes from a reader. */
export const FROM_READER = 0x80;
/** In the control byte: the check is a CRC and not a checksum; a security block follows. */
export const WITH_CRC = 0x04;
export const WITH_SECURITY_BLOCK = 0x08;
/** Start, address, length and control. */
export const HEADER_BYTES = 5;
/** The first four bytes of the MAC go over the line (SIA OSDP 2.2 Annex D.5). */
export const MAC_BYTES = 4;

const CRC_BYTES = 2;

/** A security block (SIA OSDP 2.2 Annex D.1): SCS_11 to SCS_14 shake hands, SCS_15 to SCS_18 are the secure channel. */
export type SecurityBlock = { readonly type: number; readonly data: readonly number[] };

/** SCS_11 to SCS_18, by what they are for. */
export const SCS = {
  challenge: 0x11,
  clientCryptogram: 0x12,
  serverCryptogram: 0x13,
  initialMac: 0x14,
  command: 0x15,
  reply: 0x16,
  commandEncrypted: 0x17,
  replyEncrypted: 0x18,
} as const;

/** Messages of these types end with a MAC. */
export function hasMac(security: SecurityBlock | null): boolean {
  return security !== null && security.type >= SCS.command && security.type <= SCS.replyEncrypted;
}

/** A message to a reader, before its check. */
export type CommandFrame = {
  /** 0 to 126; 127 is every reader. */
  readonly address: number;
  /** 0 to 3; 0 makes the reader forget what was before. */
  readonly sequence: number;
  readonly security: SecurityBlock | null;
  readonly code: number;
  /** What follows the code; encrypted already where the security block says so. */
  readonly data: Uint8Array;
};

/** A message from a reader whose check is right; of its MAC nothing is known yet. */
export type ReplyFrame = CommandFrame & {
  readonly mac: Uint8Array | null;
  /** What the MAC is over: all from the start up to the MAC. */
  readonly covered: Uint8Array;
};

/** All of the message that comes before MAC and CRC; its length counts them in. */
export function beginFrame({ address, sequence, security, code, data }: CommandFrame): Uint8Array {
  const block = security === null ? [] : [security.data.length + 2, security.type, ...security.data];
  const tail = CRC_BYTES + (hasMac(security) ? MAC_BYTES : 0);
  const length = HEADER_BYTES + block.length + 1 + data.length + tail;
  const control = sequence | WITH_CRC | (security === null ? 0 : WITH_SECURITY_BLOCK);
  return Uint8Array.from([START, address, length & 0xff, length >> 8, control, ...block, code, ...data]);
}

/** Puts the CRC, low byte first, behind what is complete up to there. */
export function endFrame(bytes: Uint8Array): Uint8Array {
  const crc = crc16(bytes);
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

/** A message without a MAC as it goes over the line. */
export function encodeFrame(frame: CommandFrame): Uint8Array {
  return endFrame(beginFrame(frame));
}
