import type { PatronAnswer, PatronRefusal } from '../../ports/patron-directory.ts';
import type { Patron } from './answers.ts';

export type DecisionTerms = {
  readonly pinGiven: boolean;
  /** Counted from 1. */
  readonly denyPositions: readonly number[];
  /** The office's date as the number YYYYMMDD. */
  readonly today: number;
};

/**
 * What a library's answer means at a door. BL = Y alone says nothing of blocks or expiry, and an expired patron can come
 * back with BL and CQ both Y, so that all of it is looked at. Whoever has not proved to be the card's holder, where that
 * is asked for, is not told how it stands with it.
 */
export function decide(patron: Patron, terms: DecisionTerms): PatronAnswer {
  const reason = refusalOf(patron, terms);
  return reason === null ? { outcome: 'good' } : { outcome: 'refused', reason };
}

function refusalOf(patron: Patron, { pinGiven, denyPositions, today }: DecisionTerms): PatronRefusal | null {
  if (!patron.valid) return 'patron-unknown';
  if (pinGiven && patron.pin !== 'right') return 'pin-wrong';
  if (denyPositions.some((position) => patron.conditions[position - 1] === 'Y')) return 'patron-blocked';
  return isPast(patron.expires, today) ? 'patron-expired' : null;
}

/** YYYYMMDD, which may be followed by zone and time, or with hyphens. */
const DATE = /^(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?:$|\D|\d{6}$)/;

/**
 * A card is good to the end of its last day. What is no date is none: PA is no field of 3M SIP 2.00, and Polaris has
 * another thing in it (Innovative, "The SIP patron information 64 message").
 */
function isPast(expires: string | null, today: number): boolean {
  const [, year, month, day] = DATE.exec(expires ?? '') ?? [];
  return year !== undefined && Number(`${year}${month}${day}`) < today;
}

/**
 * Whether the library may have counted a wrong PIN. A card that it does not know has no account to be locked; some call
 * one with a wrong PIN not valid, and say CQ = N.
 */
export function wasPinWrong(patron: Patron, pinGiven: boolean): boolean {
  return pinGiven && (patron.pin === 'wrong' || (patron.valid && patron.pin === 'unsaid'));
}
