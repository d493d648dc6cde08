import type { CardInterface as Card, ReaderInterface as Reader } from 'smartcard';

/** Shared with nobody's harm: the card is asked something and left as it was. */
const SHARE_SHARED = 2;
const PROTOCOL_T0_OR_T1 = 3;
const LEAVE_CARD = 0;

/** Asks the card on a reader something. Rejects when there is none, or it does not answer. */
export async function withCard<T>(reader: Reader, ask: (card: Card) => Promise<T>): Promise<T> {
  const card = await reader.connect(SHARE_SHARED, PROTOCOL_T0_OR_T1);
  try {
    return await ask(card);
  } finally {
    card.disconnect(LEAVE_CARD);
  }
}
