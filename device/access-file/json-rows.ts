import { readFile, stat } from 'node:fs/promises';
import type { ImportKind } from '../contract/credential-import.ts';
import { columnNamed, columnsOf, showable } from './columns.ts';
import type { LineFaults } from './line-fault.ts';
import type { RowSink } from './row-sink.ts';

/** In bytes: some 400,000 cards. A JSON file is read as a whole, into memory that the box may not have. */
const LARGEST_JSON = 64 * 1024 * 1024;

/** Reads a JSON file: an array of objects whose keys are the columns. Rejects as reading does. */
export async function readJsonRows(file: string, kind: ImportKind, sink: RowSink, faults: LineFaults): Promise<void> {
  const { size } = await stat(file);
  if (size > LARGEST_JSON) faults.add(0, null, 'file-too-large');
  const rows = size > LARGEST_JSON ? null : arrayIn(await readFile(file), faults);
  if (rows === null) return;
  const used = columnsUsed(kind, rows);
  if (rows.length > 0 && !sink.header(1, used)) return;
  rows.forEach((row, index) => {
    const cells = cellsOf(kind, row, used, (column, code) => faults.add(index + 1, column, code));
    if (cells !== null) sink.row(index + 1, cells);
  });
}

function arrayIn(bytes: Uint8Array, faults: LineFaults): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (Array.isArray(value)) return value;
    faults.add(0, null, 'file-malformed');
  } catch (cause) {
    faults.add(0, null, cause instanceof SyntaxError ? 'file-malformed' : 'file-not-utf8');
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function columnsUsed(kind: ImportKind, rows: readonly unknown[]): string[] {
  const used = new Set<string>();
  for (const row of rows) if (isObject(row)) for (const key of Object.keys(row)) used.add(key);
  return columnsOf[kind].filter((name) => used.has(name));
}

/** In the order of `used`; null when it is no row, and then it was told why. */
function cellsOf(
  kind: ImportKind,
  row: unknown,
  used: readonly string[],
  tell: (column: string | null, code: 'file-malformed' | 'column-unknown' | 'value-not-text') => void,
): readonly string[] | null {
  if (!isObject(row)) {
    tell(null, 'file-malformed');
    return null;
  }
  const unknown = Object.keys(row).findIndex((key) => columnNamed(kind, key) !== key);
  if (unknown !== -1) tell(showable(Object.keys(row)[unknown] ?? '', unknown), 'column-unknown');
  const cells = used.map((name) => textOf(row[name], name));
  const wrong = cells.indexOf(null);
  if (wrong !== -1) tell(used[wrong] ?? null, 'value-not-text');
  return unknown === -1 && wrong === -1 ? cells.map((cell) => cell ?? '') : null;
}

/** A card's number is no number: it may begin with 0, and be longer than JSON's numbers are exact. */
function textOf(value: unknown, column: string): string | null {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return column === 'uses_left' && typeof value === 'number' ? String(value) : null;
}
