import type { NdefFault } from '../../contract/ndef.ts';
import { err, ok, type Result } from '../../contract/result.ts';

/** Sends one APDU; the answer's data when it ends with 90 00, else null. Rejects when the card is gone. */
export type AskCard = (apdu: readonly number[]) => Promise<Buffer | null>;

type MessageAnswer = Result<Buffer, { readonly code: NdefFault }>;

const LONGEST_MESSAGE = 1_024;
/** RID of the PC/SC workgroup: in the ATR of a storage card (PC/SC part 3, §3.1.3.2.3.1). */
const STORAGE_CARD = 'a000000306';

/** The NDEF message of a tag, as bytes: of a storage card as NFC Forum Type 2, of a card with a processor as Type 4. */
export function readTag(ask: AskCard, atr: Buffer): Promise<MessageAnswer> {
  return atr.toString('hex').includes(STORAGE_CARD) ? readType2(ask) : readType4(ask);
}

/** Four pages of four bytes (PC/SC part 3, §3.2.2.1.8 READ BINARY). */
const PAGES_AT_ONCE = 4;
const CAPABILITY_PAGE = 3;
const TLV = { padding: 0x00, message: 0x03, end: 0xfe } as const;

/** NFC Forum Type 2 Tag 1.1, §6 and §2.3: the capability container in page 3, then blocks of type, length and value. */
async function readType2(ask: AskCard): Promise<MessageAnswer> {
  const readPages = (page: number) => ask([0xff, 0xb0, 0x00, page, PAGES_AT_ONCE * 4]);
  const container = await readPages(CAPABILITY_PAGE);
  if (container === null || container[0] !== 0xe1) return err({ code: 'ndef-none' });
  const size = (container[2] ?? 0) * 8;
  let read = Buffer.alloc(0);
  for (let page = CAPABILITY_PAGE + 1; read.length < size && page <= 0xff; page += PAGES_AT_ONCE) {
    const pages = await readPages(page);
    if (pages === null || pages.length === 0) return err({ code: 'ndef-malformed' });
    read = Buffer.concat([read, pages]);
    const found = findMessage(read);
    if (found !== 'beyond') return found;
  }
  return err({ code: 'ndef-none' });
}

/** `beyond`: it goes on after the bytes that are there. */
function findMessage(memory: Buffer): MessageAnswer | 'beyond' {
  for (let at = 0; at < memory.length; ) {
    const type = memory.readUInt8(at);
    if (type === TLV.end) return err({ code: 'ndef-none' });
    if (type === TLV.padding) {
      at += 1;
      continue;
    }
    const isLong = memory[at + 1] === 0xff;
    const valueAt = at + (isLong ? 4 : 2);
    if (valueAt > memory.length) return 'beyond';
    const length = isLong ? memory.readUInt16BE(at + 2) : memory.readUInt8(at + 1);
    if (type === TLV.message) {
      if (length > LONGEST_MESSAGE) return err({ code: 'ndef-too-long' });
      return valueAt + length > memory.length ? 'beyond' : ok(memory.subarray(valueAt, valueAt + length));
    }
    at = valueAt + length;
  }
  return 'beyond';
}

const NDEF_APPLICATION = [0xd2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01];
const CAPABILITY_FILE = [0xe1, 0x03];
/** What every such card answers at once. */
const CHUNK = 0x3b;

/** NFC Forum Type 4 Tag 2.0, §5: the application, its capability container, the file that it names. */
async function readType4(ask: AskCard): Promise<MessageAnswer> {
  const selectFile = (id: readonly number[]) => ask([0x00, 0xa4, 0x00, 0x0c, 0x02, ...id]);
  const readAt = (offset: number, length: number) => ask([0x00, 0xb0, offset >> 8, offset & 0xff, length]);
  const application = await ask([0x00, 0xa4, 0x04, 0x00, NDEF_APPLICATION.length, ...NDEF_APPLICATION, 0x00]);
  if (application === null || (await selectFile(CAPABILITY_FILE)) === null) return err({ code: 'ndef-none' });
  const container = await readAt(0, 15);
  // The file control block: type 04, length 06, file id.
  if (container === null || container.length < 15 || container[7] !== 0x04) return err({ code: 'ndef-malformed' });
  if ((await selectFile([...container.subarray(9, 11)])) === null) return err({ code: 'ndef-malformed' });
  const head = await readAt(0, 2);
  if (head === null || head.length !== 2) return err({ code: 'ndef-malformed' });
  const length = head.readUInt16BE(0);
  if (length === 0) return err({ code: 'ndef-none' });
  if (length > LONGEST_MESSAGE) return err({ code: 'ndef-too-long' });
  let read = Buffer.alloc(0);
  while (read.length < length) {
    const part = await readAt(2 + read.length, Math.min(CHUNK, length - read.length));
    if (part === null || part.length === 0) return err({ code: 'ndef-malformed' });
    read = Buffer.concat([read, part]);
  }
  return ok(read.subarray(0, length));
}
