import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { LineFaults } from './line-fault.ts';
import { LineSplitter, type Lines } from './line-splitter.ts';
import type { RowSink } from './row-sink.ts';

/**
 * Reads a CSV file (RFC 4180) in UTF-8, with commas or semicolons, whichever the header has more of. No cell that is
 * right holds a line break: a row ends with its line, so that a broken quotation mark spoils one line and no more.
 * `onBytes`: after each piece, how many were read so far. Rejects as reading does.
 */
export async function readCsvRows(
  file: string,
  sink: RowSink,
  faults: LineFaults,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const splitter = new LineSplitter((line) => faults.add(line, null, 'line-too-long'));
  const decoder = new TextDecoder('utf-8');
  const table = new CsvTable(sink, faults);
  let bytes = 0;
  for await (const piece of createReadStream(file)) {
    if (!table.take(splitter.push(decoder.decode(piece, { stream: true })))) return;
    bytes += piece.length;
    onBytes(bytes);
  }
  table.take(splitter.push(decoder.decode()));
  table.take(splitter.end());
}

class CsvTable {
  readonly #sink: RowSink;
  readonly #faults: LineFaults;
  #delimiter: string | null = null;

  constructor(sink: RowSink, faults: LineFaults) {
    this.#sink = sink;
    this.#faults = faults;
  }

  /** False: nothing more is wanted. */
  take({ numbers, texts }: Lines): boolean {
    const [line, text] = [numbers[0], texts[0]];
    if (line === undefined || text === undefined) return true;
    if (this.#delimiter !== null) {
      this.#takeRows(numbers, texts, this.#delimiter);
      return true;
    }
    this.#delimiter = delimiterOf(text);
    const [header] = cellsOf([text], this.#delimiter) ?? [];
    if (header === undefined) this.#faults.add(line, null, 'quotes-broken');
    if (header === undefined || !this.#sink.header(line, header)) return false;
    this.#takeRows(numbers.slice(1), texts.slice(1), this.#delimiter);
    return true;
  }

  /** All at once where that goes; one by one where a line among them is broken. */
  #takeRows(numbers: readonly number[], texts: readonly string[], delimiter: string): void {
    const rows = cellsOf(texts, delimiter);
    numbers.forEach((line, index) => {
      const cells = rows === null ? cellsOf(texts.slice(index, index + 1), delimiter)?.[0] : rows[index];
      if (cells === undefined) this.#faults.add(line, null, 'quotes-broken');
      else this.#sink.row(line, cells);
    });
  }
}

function delimiterOf(header: string): string {
  const count = (character: string) => header.split(character).length;
  return count(';') > count(',') ? ';' : ',';
}

/** The cells of each of these lines; null when one of them is broken. Lines without quotation marks need no parser. */
function cellsOf(lines: readonly string[], delimiter: string): string[][] | null {
  if (!lines.some((line) => line.includes('"'))) return lines.map((line) => line.split(delimiter));
  try {
    const rows = parse(lines.join('\n'), { delimiter, record_delimiter: '\n', relax_column_count: true, trim: true });
    return rows.length === lines.length ? rows : null;
  } catch {
    return null;
  }
}
