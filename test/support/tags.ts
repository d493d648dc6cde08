import type { VirtualCard } from './virtual-slot.ts';

const OK = Buffer.from('9000', 'hex');
const REFUSED = Buffer.from('6a82', 'hex');
const GET_UID = 'ffca000000';

/** An NDEF message with a text in Swedish. */
export function textMessage(text: string): Buffer {
  const payload = Buffer.from(`\x02sv${text}`);
  return Buffer.from([0xd1, 0x01, payload.length, 0x54, ...payload]);
}

/** A tag of NFC Forum Type 2 whose memory after the UID's pages begins with this, from page 3 on. */
export function type2Tag(memory: Buffer, uid = '04A1B2C3D4E5F6'): VirtualCard {
  return (apdu) => {
    if (apdu.toString('hex') === GET_UID) return Buffer.from(`${uid}9000`, 'hex');
    if (apdu.toString('hex', 0, 3) !== 'ffb000') return REFUSED;
    const at = ((apdu[3] ?? 0) - 3) * 4;
    const pages = Buffer.alloc(apdu[4] ?? 0);
    memory.copy(pages, 0, Math.max(0, at), at + pages.length);
    return Buffer.concat([pages, OK]);
  };
}

/** Capability container, message, terminator. */
export function type2Memory(message: Buffer): Buffer {
  const head =
    message.length < 0xff ? [0x03, message.length] : [0x03, 0xff, message.length >> 8, message.length & 0xff];
  return Buffer.from([0xe1, 0x10, 0x6d, 0x00, 0x01, 0x03, 0xa0, 0x0c, 0x34, ...head, ...message, 0xfe]);
}

/** A tag of NFC Forum Type 4 with this message in its file. */
export function type4Tag(message: Buffer, uid = '04A1B2C3D4E5F6'): VirtualCard {
  const length = Buffer.from([message.length >> 8, message.length & 0xff]);
  const files: Readonly<Record<string, Buffer>> = {
    e103: Buffer.from('000f20003b00340406e10404000000', 'hex'),
    e104: Buffer.concat([length, message]),
  };
  let selected = '';
  return (apdu) => {
    const hex = apdu.toString('hex');
    if (hex === GET_UID) return Buffer.from(`${uid}9000`, 'hex');
    if (hex === '00a4040007d276000085010100') return OK;
    if (hex.startsWith('00a4000c02')) {
      selected = hex.slice(10);
      return files[selected] === undefined ? REFUSED : OK;
    }
    const file = files[selected];
    if (!hex.startsWith('00b0') || file === undefined) return REFUSED;
    const at = apdu.readUInt16BE(2);
    return Buffer.concat([file.subarray(at, at + apdu.readUInt8(4)), OK]);
  };
}
