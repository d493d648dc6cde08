import { LARGEST_TREE, MOST_ENTRIES } from './manifest.ts';

/** What the header of an entry says of it (pax(1), “ustar Interchange Format”). */
export type EntryHeader = { readonly path: string; readonly type: string; readonly size: number };

/** Longer paths are in no release, and at an end in many file systems. */
const LONGEST_PATH = 400;

/** Follows the entries of an archive, and says of each what keeps the archive from being a release; null when nothing does. */
export class EntryCheck {
  readonly #seen = new Set<string>();
  #bytes = 0;

  /** Of all entries so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Only plain files and folders, each once, all inside: a link could lead elsewhere, and a release needs none. */
  faultOf({ path, type, size }: EntryHeader): string | null {
    const inside = placeOf(path);
    if (inside === null) return `${JSON.stringify(path.slice(0, LONGEST_PATH))} does not lie inside it`;
    if (type !== 'Directory' && type !== 'File' && type !== 'OldFile') return `${inside} is a ${type}`;
    if (this.#seen.has(inside)) return `${inside} is there twice`;
    this.#seen.add(inside);
    this.#bytes += size;
    if (this.#seen.size > MOST_ENTRIES) return `more than ${MOST_ENTRIES} files`;
    return this.#bytes > LARGEST_TREE ? `more than ${LARGEST_TREE} bytes` : null;
  }
}

/** The path in plain form, `.` for the root of the tree; null when it is not one below it. */
export function placeOf(path: string): string | null {
  const plain = path.replace(/^\.\//, '').replace(/\/$/, '') || '.';
  if (plain === '.') return plain;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is refused.
  if (plain.length > LONGEST_PATH || /[\\\x00-\x1f]/.test(plain)) return null;
  const isPlain = plain.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
  return isPlain ? plain : null;
}
