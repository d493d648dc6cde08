/** An answer with every field of 3M SIP 2.00 at its longest is shorter. */
const LONGEST = 8192;

const NOTHING = Buffer.alloc(0);

/**
 * Cuts a stream of bytes into lines at CR, LF or both; however the bytes come, the same. Lines are byte for byte
 * (ISO/IEC 8859-1), without their ends; empty ones are left out. Null, and all that was held is forgotten, when one is
 * longer than 8 KB.
 */
export class LineSplitter {
  #held: Buffer = NOTHING;

  push(bytes: Uint8Array): readonly string[] | null {
    const lines = Buffer.concat([this.#held, bytes])
      .toString('latin1')
      .split(/[\r\n]/);
    this.#held = Buffer.from(lines.pop() ?? '', 'latin1');
    if (this.#held.length <= LONGEST && lines.every(({ length }) => length <= LONGEST))
      return lines.filter((line) => line !== '');
    this.clear();
    return null;
  }

  clear(): void {
    this.#held = NOTHING;
  }
}
