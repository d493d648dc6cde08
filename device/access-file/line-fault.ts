/** Why a line is not taken, as a person reads it. No text holds anything of the file: a cell may be a card's number. */
const reasons = {
  'file-not-utf8': 'the file is not UTF-8: save it as UTF-8',
  'file-malformed': 'the file is not a JSON array of objects',
  'file-too-large': 'the file is too large: save it as CSV, or in parts',
  'file-empty': 'the file holds no rows',
  'column-unknown': 'there is no such column',
  'column-repeated': 'this column is there twice',
  'column-missing': 'a column is missing: number with kind, or hash',
  'line-too-long': 'the line is too long for a row',
  'quotes-broken': 'a quotation mark is missing or one too many, or a cell holds a line break',
  'cells-miscounted': 'there are more or fewer cells than columns',
  'value-not-text': 'this must be text',
  'card-missing': 'no card: a number with its kind, or a hash',
  'card-twice': 'a number and a hash: one of them says which card',
  'kind-unknown': 'this must be uid, barcode or qr',
  'uid-malformed': 'a UID is written in hexadecimal digits and has 4, 7 or 10 bytes',
  'barcode-malformed': 'a bar code has 1 to 80 printable ASCII characters',
  'qr-malformed': 'a QR code has 1 to 512 characters and no control characters',
  'personal-number': 'this may be a personal identity number: these are not taken here',
  'uid-is-random': 'a phone makes this number up anew at each tap: it names nobody',
  'hash-malformed': 'a hash has 32 hexadecimal digits, from an export of this very box',
  'role-unknown': 'this must be visitor, host, staff, cleaner or guest',
  'date-malformed': 'this must be a day like 2026-12-31 or an instant like 2026-12-31T18:00:00+01:00, from 2000 on',
  'dates-reversed': 'the last day is before the first',
  'text-malformed': 'this has at most 80 characters (a label 40), and no control characters',
  'label-refused': 'visitors and guests have no names here',
  'labels-differ': 'the same holder has another label on an earlier line',
  'uses-malformed': 'this must be a whole number from 0 to 1000',
  'card-repeated': 'the same card is on an earlier line',
  'card-known': 'the box knows this card already; with --update it is changed',
} as const;

/** Stable: what a program tells bad lines by. */
export type LineFaultCode = keyof typeof reasons;

/** `line`: of the file, from 1; in a JSON file the row, from 1. 0 for the file as a whole. */
export type LineFault = {
  readonly line: number;
  readonly column: string | null;
  readonly code: LineFaultCode;
  readonly reason: string;
};

/** As many as anybody reads. */
const MOST_KEPT = 1_000;

/** The bad lines of a file: how many faults, and the first of them. */
export class LineFaults {
  readonly #kept: LineFault[] = [];
  #count = 0;

  add(line: number, column: string | null, code: LineFaultCode): void {
    this.#count += 1;
    if (this.#kept.length < MOST_KEPT) this.#kept.push({ line, column, code, reason: reasons[code] });
  }

  /** More of the same that have no line here. */
  addUnseen(count: number): void {
    this.#count += count;
  }

  count(): number {
    return this.#count;
  }

  /** By line, at most 1,000. */
  list(): readonly LineFault[] {
    return this.#kept.toSorted((a, b) => a.line - b.line);
  }
}
