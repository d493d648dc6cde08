import { holdsPersonalNumber } from '../../domain/personal-number.ts';
import type { PatronRefusal } from '../../ports/patron-directory.ts';
import { isSameCard } from '../same-card.ts';
import type { PatronRecord } from './answers.ts';

export type PatronRules = {
  /** Whether a patron with a restriction of any kind (Koha's `debarred`) is turned away. */
  readonly denyRestricted: boolean;
  /** The office's date, YYYY-MM-DD. */
  readonly today: string;
};

/**
 * What a Koha's list of patrons says of a card, its PIN apart. A card is good through its `expiry_date`, as
 * Koha/Patron.pm `is_expired` has it. `garbled`: the list is not about this card.
 */
export function judgePatron(
  patrons: readonly PatronRecord[],
  cardNumber: string,
  { denyRestricted, today }: PatronRules,
): 'good' | PatronRefusal | 'garbled' {
  const [patron, ...others] = patrons;
  if (patron === undefined) return 'patron-unknown';
  if (others.length > 0 || patron.cardnumber === null || !isSameCard(patron.cardnumber, cardNumber)) return 'garbled';
  if (patron.patron_card_lost === true) return 'patron-blocked';
  if (patron.expired === true || (patron.expiry_date ?? today) < today) return 'patron-expired';
  return denyRestricted && patron.restricted ? 'patron-blocked' : 'good';
}

/** Characters in Koha's column `borrowers.cardnumber`. */
const LONGEST_CARD_NUMBER = 32;

/** Whether any Koha can have a card of this number. */
export function mayBeCardNumber(text: string): boolean {
  return [...text].length <= LONGEST_CARD_NUMBER && !holdsPersonalNumber(text);
}
