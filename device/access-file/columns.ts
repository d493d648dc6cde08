import { ImportColumn, type ImportKind } from '../contract/credential-import.ts';
import type { LineFaults } from './line-fault.ts';

export type ColumnName = 'kind' | 'number' | 'hash' | ImportColumn;

const which = ['kind', 'number', 'hash'] as const;

/** What a file of this kind may say. */
export const columnsOf: Readonly<Record<ImportKind, readonly ColumnName[]>> = {
  credentials: [...which, ...ImportColumn.options],
  patrons: [...which, 'valid_until'],
};

/** Where each column is found in a row's cells. */
export type Columns = { readonly width: number; readonly at: ReadonlyMap<ColumnName, number> };

/** What the rows of a file say of a card, beside which card it is. */
export function columnsGiven({ at }: Columns): readonly ImportColumn[] {
  return ImportColumn.options.filter((name) => at.has(name));
}

/** Reads a header; null when it cannot be one, and then `faults` say why. */
export function readHeader(
  kind: ImportKind,
  line: number,
  cells: readonly string[],
  faults: LineFaults,
): Columns | null {
  const before = faults.count();
  const at = new Map<ColumnName, number>();
  cells.forEach((cell, index) => {
    const name = columnNamed(kind, cell);
    if (name === null)
      faults.add(line, showable(cell, index), cell.includes('\ufffd') ? 'file-not-utf8' : 'column-unknown');
    else if (at.has(name)) faults.add(line, name, 'column-repeated');
    else at.set(name, index);
  });
  if (!at.has('hash') && !(at.has('number') && at.has('kind'))) faults.add(line, null, 'column-missing');
  return faults.count() > before ? null : { width: cells.length, at };
}

export function columnNamed(kind: ImportKind, text: string): ColumnName | null {
  const wanted = text.trim().toLowerCase();
  return columnsOf[kind].find((name) => name === wanted) ?? null;
}

/** A file without a header begins with a card: only what looks like a name is shown. */
export function showable(name: string, index: number): string {
  return /^[\p{L} _-]{1,30}$/u.test(name.trim()) ? name.trim() : `#${index + 1}`;
}
