import { type Charset, decodeText } from './charset.ts';

/**
 * What is kept of a 64 or a 24. Both carry names, and a 64 address, birth date and telephone as well: none of these is
 * read.
 */
export type Patron = {
  /** AA: whom the answer is about; null when it does not say. */
  readonly card: string | null;
  /** The fourteen characters of "patron status": Y where the condition holds. */
  readonly conditions: string;
  /** BL is Y. */
  readonly valid: boolean;
  /** CQ: Y, another letter, or not said. */
  readonly pin: 'right' | 'wrong' | 'unsaid';
  /** PA as it came; an extension that 3M SIP 2.00 does not have. */
  readonly expires: string | null;
};

export type Answer =
  | { readonly kind: 'login'; readonly accepted: boolean }
  /** `patronInformation`, `endSession`: whether the library takes 63 and 35. */
  | {
      readonly kind: 'status';
      readonly online: boolean;
      readonly patronInformation: boolean;
      readonly endSession: boolean;
    }
  | { readonly kind: 'patron'; readonly patron: Patron }
  | { readonly kind: 'session-ended' };

/** How many characters without a field identifier come after the code (3M SIP 2.00, "ACS to SC messages"). */
const FIXED_LENGTH: Readonly<Record<string, number>> = { '94': 1, '98': 34, '24': 35, '64': 59, '36': 19 };

/** Whether this begins a message that the library may answer with. */
export function isAnswerCode(code: string): boolean {
  return Object.hasOwn(FIXED_LENGTH, code);
}

/**
 * Takes an answer apart; `text` is byte for byte, without sequence number and checksum. Null when it is too short to be
 * one. Fields that are not needed are passed over; of a field that comes twice the first counts.
 */
export function readAnswer(text: string, charset: Charset): Answer | null {
  const code = text.slice(0, 2);
  const fieldsAt = 2 + (FIXED_LENGTH[code] ?? Number.POSITIVE_INFINITY);
  if (text.length < fieldsAt) return null;
  const fixed = text.slice(2, fieldsAt);
  const fields = text.slice(fieldsAt).split('|');
  switch (code) {
    case '94':
      return { kind: 'login', accepted: fixed === '1' };
    case '98':
      return readStatus(fixed, fieldOf(fields, 'BX'));
    case '36':
      return { kind: 'session-ended' };
    default:
      return { kind: 'patron', patron: readPatron(fixed, fields, charset) };
  }
}

/** Places in BX, which count from 0 there (3M SIP 2.00, "supported messages"). */
const PATRON_INFORMATION = 7;
const END_SESSION = 8;
const VERSION_1 = /1\.\d\d$/;

function readStatus(fixed: string, supported: string | null): Answer {
  return {
    kind: 'status',
    online: fixed.startsWith('Y'),
    // A library of version 1 has neither the message nor the list.
    patronInformation: supported === null ? !VERSION_1.test(fixed) : supported[PATRON_INFORMATION] === 'Y',
    endSession: supported?.[END_SESSION] === 'Y',
  };
}

function readPatron(fixed: string, fields: readonly string[], charset: Charset): Patron {
  const card = fieldOf(fields, 'AA');
  const pin = fieldOf(fields, 'CQ');
  return {
    card: card === null ? null : decodeText(Buffer.from(card, 'latin1'), charset).normalize('NFC').trim(),
    conditions: fixed.slice(0, 14),
    valid: fieldOf(fields, 'BL') === 'Y',
    pin: pin === null || pin === '' ? 'unsaid' : pin === 'Y' ? 'right' : 'wrong',
    expires: fieldOf(fields, 'PA'),
  };
}

function fieldOf(fields: readonly string[], id: string): string | null {
  return fields.find((field) => field.startsWith(id))?.slice(id.length) ?? null;
}
