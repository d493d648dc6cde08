import type { ReaderInterface as Reader } from 'smartcard';
import type { NdefFault, NdefRecord } from '../../contract/ndef.ts';
import { err, type Result } from '../../contract/result.ts';
import { parseNdef } from './ndef-message.ts';
import { type AskCard, readTag } from './ndef-tag.ts';
import { withCard } from './with-card.ts';

/** What is written on the card on one reader. Never rejects. */
export async function readMessage(
  reader: Reader,
): Promise<Result<readonly NdefRecord[], { readonly code: NdefFault }>> {
  try {
    const read = await withCard(reader, (card) => {
      const ask: AskCard = async (apdu) => dataOf(await card.transmit([...apdu]));
      return readTag(ask, card.atr ?? Buffer.alloc(0));
    });
    return read.ok ? parseNdef(read.value) : read;
  } catch {
    return err({ code: 'card-mute' });
  }
}

/** Without the two bytes of status; null when they are not 90 00. */
function dataOf(answer: Buffer): Buffer | null {
  return answer.length >= 2 && answer.readUInt16BE(answer.length - 2) === 0x9000 ? answer.subarray(0, -2) : null;
}
