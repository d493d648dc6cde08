import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportColumn, ImportKind } from '../contract/credential-import.ts';
import type { CanonicalCredential } from '../domain/credential.ts';
import { CardTable } from './card-table.ts';
import { type Columns, columnsGiven, readHeader } from './columns.ts';
import { readCsvRows } from './csv-rows.ts';
import { DateReader } from './date-reader.ts';
import { readJsonRows } from './json-rows.ts';
import { LineFaults } from './line-fault.ts';
import { RowCheck } from './row-check.ts';
import type { RowSink } from './row-sink.ts';

export type FileFormat = 'csv' | 'json';

/** By the name's ending; null when it is neither. */
export function formatOf(file: string): FileFormat | null {
  const extension = extname(file).toLowerCase();
  return extension === '.csv' ? 'csv' : extension === '.json' ? 'json' : null;
}

export type CardFile = {
  readonly cards: CardTable;
  readonly faults: LineFaults;
  /** What the rows say, beside which card it is. */
  readonly columns: readonly ImportColumn[];
};

type ReadOptions = {
  readonly format: FileFormat;
  readonly kind: ImportKind;
  readonly hasher: (credential: CanonicalCredential) => string;
  /** The office's: a day begins there. */
  readonly timeZone: string;
  readonly onProgress: (read: number, bytes: number) => void;
};

/**
 * Reads a file of cards and judges every row of it: what is in `cards` is right, what is not is in `faults`. The
 * numbers are forgotten with their rows. Rejects where the file cannot be read.
 */
export async function readCardFile(file: string, options: ReadOptions): Promise<CardFile> {
  const { kind, format, onProgress } = options;
  const [cards, faults] = [new CardTable(), new LineFaults()];
  const table = new CheckedTable(options, cards, faults);
  const bytes = (await stat(file)).size;
  if (format === 'csv') await readCsvRows(file, table, faults, (read) => onProgress(read, bytes));
  else await readJsonRows(file, kind, table, faults);
  onProgress(bytes, bytes);
  if (cards.size() === 0 && faults.count() === 0) faults.add(0, null, 'file-empty');
  for (const line of cards.dropRepeated()) faults.add(line, null, 'card-repeated');
  return { cards, faults, columns: table.columns === null ? [] : columnsGiven(table.columns) };
}

/** Between whoever reads rows and the table of those that are right. */
class CheckedTable implements RowSink {
  readonly #options: ReadOptions;
  readonly #cards: CardTable;
  readonly #faults: LineFaults;
  #check: RowCheck | null = null;
  columns: Columns | null = null;

  constructor(options: ReadOptions, cards: CardTable, faults: LineFaults) {
    this.#options = options;
    this.#cards = cards;
    this.#faults = faults;
  }

  header(line: number, cells: readonly string[]): boolean {
    const { kind, hasher, timeZone } = this.#options;
    const faults = this.#faults;
    this.columns = readHeader(kind, line, cells, faults);
    if (this.columns === null) return false;
    this.#check = new RowCheck({ columns: this.columns, hasher, dates: new DateReader(timeZone), faults });
    return true;
  }

  row(line: number, cells: readonly string[]): void {
    const card = this.#check?.check(line, cells) ?? null;
    if (card !== null) this.#cards.add(line, card);
  }
}
