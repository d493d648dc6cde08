import { CredentialRole } from '../contract/access.ts';
import type { EpochMs } from '../contract/units.ts';
import type { CanonicalCredential } from '../domain/credential.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import { readCard } from './card-cell.ts';
import type { CardRow } from './card-row.ts';
import type { ColumnName, Columns } from './columns.ts';
import type { DateReader } from './date-reader.ts';
import { Holders } from './holders.ts';
import type { LineFaultCode, LineFaults } from './line-fault.ts';

type RowCheckParts = {
  readonly columns: Columns;
  readonly hasher: (credential: CanonicalCredential) => string;
  readonly dates: DateReader;
  readonly faults: LineFaults;
};

const LONGEST_TEXT = 80;
const LONGEST_LABEL = 40;
const MOST_USES = 1_000;

/** Judges one row after the other; each is right, or has a fault for every cell that is wrong. */
export class RowCheck {
  readonly #columns: Columns;
  readonly #hasher: (credential: CanonicalCredential) => string;
  readonly #dates: DateReader;
  readonly #faults: LineFaults;
  readonly #holders = new Holders();
  #line = 0;

  constructor({ columns, hasher, dates, faults }: RowCheckParts) {
    this.#columns = columns;
    this.#hasher = hasher;
    this.#dates = dates;
    this.#faults = faults;
  }

  /** Null when it is wrong, and then the faults say why. */
  check(line: number, cells: readonly string[]): CardRow | null {
    this.#line = line;
    const before = this.#faults.count();
    if (cells.length !== this.#columns.width) this.#fault(null, 'cells-miscounted');
    else if (cells.some((cell) => cell.includes('\ufffd'))) this.#fault(null, 'file-not-utf8');
    if (this.#faults.count() > before) return null;
    const row = this.#read((name) => cells[this.#columns.at.get(name) ?? -1]?.trim() ?? '');
    return this.#faults.count() > before ? null : row;
  }

  #read(cell: (name: ColumnName) => string): CardRow {
    const role = this.#role(cell('role'));
    const label = this.#label(cell('label'), role);
    return {
      hash: this.#card({ kind: cell('kind'), number: cell('number'), hash: cell('hash') }),
      role,
      ...this.#validity(cell('valid_from'), cell('valid_until')),
      blocked: this.#text('blocked', cell('blocked'), LONGEST_TEXT),
      label,
      holder: this.#holder(cell('holder'), label),
      usesLeft: this.#uses(cell('uses_left')),
    };
  }

  #fault(column: ColumnName | null, code: LineFaultCode): null {
    this.#faults.add(this.#line, column, code);
    return null;
  }

  #card(cells: { kind: string; number: string; hash: string }): string {
    const card = readCard(cells, this.#hasher);
    if (typeof card === 'string') return card;
    this.#fault(card.column, card.code);
    return '';
  }

  #role(text: string): CredentialRole {
    if (text === '') return 'visitor';
    const role = CredentialRole.options.find((each) => each === text.toLowerCase());
    if (role === undefined) this.#fault('role', 'role-unknown');
    return role ?? 'visitor';
  }

  #validity(fromText: string, untilText: string): Pick<CardRow, 'validFromMs' | 'validUntilMs'> {
    const validFromMs = fromText === '' ? null : this.#date('valid_from', this.#dates.from(fromText));
    const validUntilMs = untilText === '' ? null : this.#date('valid_until', this.#dates.until(untilText));
    if (validFromMs !== null && validUntilMs !== null && validUntilMs < validFromMs)
      this.#fault('valid_until', 'dates-reversed');
    return { validFromMs, validUntilMs };
  }

  #date(column: ColumnName, read: EpochMs | null): EpochMs | null {
    return read ?? this.#fault(column, 'date-malformed');
  }

  /** Null where there is none. No personal number is written down, in whatever column. */
  #text(column: ColumnName, text: string, longest: number): string | null {
    if (text === '') return null;
    if (text.length > longest || /\p{C}/u.test(text)) return this.#fault(column, 'text-malformed');
    return holdsPersonalNumber(text) ? this.#fault(column, 'personal-number') : text;
  }

  #label(text: string, role: CredentialRole): string | null {
    if (text !== '' && (role === 'visitor' || role === 'guest')) return this.#fault('label', 'label-refused');
    return this.#text('label', text, LONGEST_LABEL);
  }

  #holder(text: string, label: string | null): number | null {
    const holder = this.#holders.of(this.#text('holder', text, LONGEST_TEXT) ?? '', label);
    return holder === 'differs' ? this.#fault('label', 'labels-differ') : holder;
  }

  #uses(text: string): number | null {
    if (text === '') return null;
    const uses = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    return uses <= MOST_USES ? uses : this.#fault('uses_left', 'uses-malformed');
  }
}
