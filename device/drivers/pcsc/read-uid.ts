import type { ReaderInterface as Reader } from 'smartcard';
import { err, type Result } from '../../contract/result.ts';
import { type CanonicalCredential, parseUid } from '../../domain/credential.ts';
import type { UnreadableCode } from './messages.ts';
import { withCard } from './with-card.ts';

export type UidAnswer = Result<CanonicalCredential, { readonly code: UnreadableCode }>;

/** GET DATA for the UID of a contactless card (PC/SC part 3, §3.2.2.1.3); answered by the UID and 90 00. */
const GET_UID = [0xff, 0xca, 0x00, 0x00, 0x00];
const SUCCESS = '9000';

/** Reads the UID of the card on one reader. Never rejects. */
export async function readUid(reader: Reader): Promise<UidAnswer> {
  try {
    return parseAnswer(await withCard(reader, (card) => card.transmit(GET_UID)));
  } catch {
    // Mute, too long, or gone again before it answered: PC/SC says it in many ways, and they all mean "hold it again".
    return err({ code: 'card-mute' });
  }
}

/** An answer of GET DATA: the UID and two bytes of status. Less than those is what a card that is leaving gives. */
export function parseAnswer(answer: Buffer): UidAnswer {
  if (answer.length < 2) return err({ code: 'card-mute' });
  const hex = answer.toString('hex');
  if (!hex.endsWith(SUCCESS)) return err({ code: 'uid-not-given' });
  const uid = parseUid(hex.slice(0, -SUCCESS.length));
  return uid.ok ? uid : err({ code: 'uid-malformed' });
}
