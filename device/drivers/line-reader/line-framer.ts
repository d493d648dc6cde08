/** How a device ends a line. `idleGapMs`: by falling silent for so long, in ms; for devices that end it by nothing. */
export type LineTerminator = 'cr' | 'lf' | 'crlf' | { readonly idleGapMs: number };

/** `line-too-long`: dropped whole. `line-cut`: the device fell silent in the middle of it. */
export type LineFrameFault = 'line-too-long' | 'line-cut';

export type LineItem = { readonly line: Uint8Array } | { readonly fault: LineFrameFault };

/** As much as the longest QR code that `parseQr` takes, 512 characters of up to 4 bytes, and a prefix and suffix. */
export const MOST_LINE_BYTES = 2_100;

const CR = 0x0d;
const LF = 0x0a;
const NUL = 0x00;

/**
 * Cuts what a device sends into lines: bytes in, lines and faults out; however the bytes are split, the same. Holds no
 * more than one line of `mostBytes`. Empty lines are not told; CR, LF and NUL before a line are not part of it, so that
 * a device that ends its lines by more than it was thought to is understood.
 */
export class LineFramer {
  readonly #terminator: LineTerminator;
  readonly #mostBytes: number;
  #bytes: number[] = [];
  #last = 0;
  /** In a line that was too long, until its end. */
  #dropping = false;

  constructor(terminator: LineTerminator, mostBytes = MOST_LINE_BYTES) {
    this.#terminator = terminator;
    this.#mostBytes = mostBytes;
  }

  /** True while a line has begun and not ended: `idle` must follow if nothing more comes. */
  get unfinished(): boolean {
    return this.#dropping || this.#bytes.length > 0;
  }

  push(bytes: Uint8Array): readonly LineItem[] {
    return Array.from(bytes).flatMap((byte) => this.#take(byte));
  }

  /** Nothing came for as long as a line may pause: it has ended here, or was cut. */
  idle(): readonly LineItem[] {
    if (typeof this.#terminator === 'object') return this.#end();
    const cut = this.#bytes.length > 0;
    this.clear();
    return cut ? [{ fault: 'line-cut' }] : [];
  }

  clear(): void {
    this.#bytes = [];
    this.#dropping = false;
    this.#last = 0;
  }

  #take(byte: number): readonly LineItem[] {
    if (this.#isEnd(byte)) return this.#end();
    this.#last = byte;
    if (this.#dropping || this.#isPadding(byte)) return [];
    this.#bytes.push(byte);
    const most = this.#mostBytes + (this.#terminator === 'crlf' && byte === CR ? 1 : 0);
    if (this.#bytes.length <= most) return [];
    this.#bytes = [];
    this.#dropping = true;
    return [{ fault: 'line-too-long' }];
  }

  #isEnd(byte: number): boolean {
    switch (this.#terminator) {
      case 'cr':
        return byte === CR;
      case 'lf':
        return byte === LF;
      case 'crlf':
        return byte === LF && this.#last === CR;
      default:
        return false;
    }
  }

  #isPadding(byte: number): boolean {
    const between = this.#bytes.length === 0 && typeof this.#terminator === 'string';
    return between && (byte === CR || byte === LF || byte === NUL);
  }

  #end(): readonly LineItem[] {
    const bytes = this.#terminator === 'crlf' ? this.#bytes.slice(0, -1) : this.#bytes;
    this.clear();
    return bytes.length > 0 ? [{ line: Uint8Array.from(bytes) }] : [];
  }
}
