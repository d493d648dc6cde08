/** Lines of a text that comes in pieces, without their ends and without those that hold nothing but separators. */
export type Lines = { readonly numbers: readonly number[]; readonly texts: readonly string[] };

/** In characters; no row that is right is as long. */
const LONGEST_LINE = 16_384;

/** Cuts a text at LF or CR LF. Never holds more than one line, however long the text is without an end of line. */
export class LineSplitter {
  readonly #onTooLong: (line: number) => void;
  #carry = '';
  #skipping = false;
  #line = 1;

  constructor(onTooLong: (line: number) => void) {
    this.#onTooLong = onTooLong;
  }

  /** The lines that end in this piece. */
  push(piece: string): Lines {
    const parts = piece.split('\n');
    const lines = { numbers: [] as number[], texts: [] as string[] };
    const rest = parts.pop() ?? '';
    for (const part of parts) this.#end(part, lines);
    this.#keep(rest);
    return lines;
  }

  /** The last line, where the text does not end with an end of line. */
  end(): Lines {
    const lines = { numbers: [] as number[], texts: [] as string[] };
    this.#end('', lines);
    return lines;
  }

  #end(part: string, lines: { numbers: number[]; texts: string[] }): void {
    this.#keep(part);
    const text = this.#carry.endsWith('\r') ? this.#carry.slice(0, -1) : this.#carry;
    if (/[^\s,;]/.test(text)) {
      lines.numbers.push(this.#line);
      lines.texts.push(text);
    }
    this.#carry = '';
    this.#skipping = false;
    this.#line += 1;
  }

  #keep(part: string): void {
    if (this.#skipping) return;
    if (this.#carry.length + part.length <= LONGEST_LINE) {
      this.#carry += part;
      return;
    }
    this.#onTooLong(this.#line);
    this.#carry = '';
    this.#skipping = true;
  }
}
