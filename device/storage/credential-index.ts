import type { CredentialHash } from '../contract/ids.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';

/** Rows of `ROW_BYTES`, sorted by hash: the hash's first `KEPT_BYTES`, one byte of flags. */
export type CredentialTable = Uint8Array<ArrayBuffer>;

/** 72 bits: among a million, a card that nobody enrolled is taken for another one once in 10^15 taps. */
export const KEPT_BYTES = 9;
export const ROW_BYTES = KEPT_BYTES + 1;
export const FLAG_HOST = 1;
export const FLAG_BLOCKED = 2;

/** One entry for each value of a hash's first 16 bits. */
const PREFIXES = 65_536;

/**
 * Every enrolled credential, in memory: a stalled disk cannot stall a decision. 10 bytes a credential and 256 KB; a
 * lookup reads two places of it. What is enrolled while the box runs lies in a map beside the table.
 */
export class CredentialIndex {
  readonly #table: CredentialTable;
  /** The row at which each prefix starts, and one more: the end. */
  readonly #starts = new Uint32Array(PREFIXES + 1);
  readonly #added = new Map<CredentialHash, CredentialRecord>();
  #addedNew = 0;

  constructor(table: CredentialTable) {
    this.#table = table;
    const rows = table.length / ROW_BYTES;
    let row = 0;
    for (let prefix = 0; prefix < PREFIXES; prefix++) {
      this.#starts[prefix] = row;
      while (row < rows && this.#word(row, 0) === prefix) row++;
    }
    this.#starts[PREFIXES] = row;
    if (row !== rows) throw new Error('the credential table is not sorted');
  }

  size(): number {
    return this.#table.length / ROW_BYTES + this.#addedNew;
  }

  find(hash: CredentialHash): CredentialRecord | null {
    return this.#added.get(hash) ?? this.#findInTable(hash);
  }

  /** Adds a credential, or replaces what was known of it. */
  put(hash: CredentialHash, record: CredentialRecord): void {
    if (this.find(hash) === null) this.#addedNew++;
    this.#added.set(hash, record);
  }

  /** Hashes are evenly spread: the second 16 bits tell, to within a row or two, where in its prefix a hash lies. */
  #findInTable(hash: CredentialHash): CredentialRecord | null {
    const prefix = Number.parseInt(hash.slice(0, 4), 16);
    const second = Number.parseInt(hash.slice(4, 8), 16);
    const first = this.#starts[prefix] ?? 0;
    const end = this.#starts[prefix + 1] ?? 0;
    let row = first + Math.floor(((end - first) * second) / PREFIXES);
    while (row > first && this.#word(row - 1, 2) >= second) row--;
    for (; row < end && this.#word(row, 2) <= second; row++) if (this.#isAt(row, hash)) return this.#recordAt(row);
    return null;
  }

  /** Two bytes of a row's hash, from byte `offset` on. */
  #word(row: number, offset: number): number {
    const at = row * ROW_BYTES + offset;
    return ((this.#table[at] ?? 0) << 8) | (this.#table[at + 1] ?? 0);
  }

  #isAt(row: number, hash: CredentialHash): boolean {
    const at = row * ROW_BYTES;
    for (let byte = 0; byte < KEPT_BYTES; byte++)
      if (this.#table[at + byte] !== Number.parseInt(hash.slice(byte * 2, byte * 2 + 2), 16)) return false;
    return true;
  }

  #recordAt(row: number): CredentialRecord {
    const flags = this.#table[row * ROW_BYTES + KEPT_BYTES] ?? 0;
    return { role: flags & FLAG_HOST ? 'host' : 'visitor', blocked: (flags & FLAG_BLOCKED) !== 0 };
  }
}

export const noCredentials: CredentialTable = new Uint8Array(0);
