import type { CredentialHash } from '../contract/ids.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';

/** Rows sorted by hash. `keys`: 16 bytes a row, as four big-endian 32-bit words; `flags`: one byte a row. */
export type CredentialTable = {
  readonly keys: Uint32Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
};

const WORDS = 4;
export const FLAG_HOST = 1;
export const FLAG_BLOCKED = 2;

/** Hashes are evenly spread, so their first 16 bits name a place in the table to within some dozen rows. */
const PREFIXES = 65_536;

/**
 * Every enrolled credential, in memory: a stalled disk cannot stall a decision. 17 bytes a credential and 256 KB; a
 * lookup reads two places of it. What is enrolled while the box runs lies in a map beside the table.
 */
export class CredentialIndex {
  readonly #keys: Uint32Array;
  readonly #flags: Uint8Array;
  /** The row at which each prefix starts, and one more: the end. */
  readonly #starts = new Uint32Array(PREFIXES + 1);
  readonly #added = new Map<CredentialHash, CredentialRecord>();
  #addedNew = 0;

  constructor({ keys, flags }: CredentialTable) {
    this.#keys = keys;
    this.#flags = flags;
    let row = 0;
    for (let prefix = 0; prefix < PREFIXES; prefix++) {
      this.#starts[prefix] = row;
      while (row < flags.length && (keys[row * WORDS] ?? 0) >>> 16 === prefix) row++;
    }
    this.#starts[PREFIXES] = row;
    if (row !== flags.length) throw new Error('the credential table is not sorted');
  }

  size(): number {
    return this.#flags.length + this.#addedNew;
  }

  find(hash: CredentialHash): CredentialRecord | null {
    return this.#added.get(hash) ?? this.#findInTable(hash);
  }

  /** Adds a credential, or replaces what was known of it. */
  put(hash: CredentialHash, record: CredentialRecord): void {
    if (this.find(hash) === null) this.#addedNew++;
    this.#added.set(hash, record);
  }

  #findInTable(hash: CredentialHash): CredentialRecord | null {
    const [a, b, c, d] = [wordAt(hash, 0), wordAt(hash, 1), wordAt(hash, 2), wordAt(hash, 3)];
    const end = this.#starts[(a >>> 16) + 1] ?? 0;
    for (let row = this.#starts[a >>> 16] ?? 0; row < end; row++) {
      const at = row * WORDS;
      const keys = this.#keys;
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d)
        return recordOf(this.#flags[row] ?? 0);
    }
    return null;
  }
}

export const noCredentials: CredentialTable = { keys: new Uint32Array(0), flags: new Uint8Array(0) };

function wordAt(hash: CredentialHash, index: number): number {
  return Number.parseInt(hash.slice(index * 8, index * 8 + 8), 16);
}

function recordOf(flags: number): CredentialRecord {
  return { role: flags & FLAG_HOST ? 'host' : 'visitor', blocked: (flags & FLAG_BLOCKED) !== 0 };
}
