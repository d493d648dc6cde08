import type { CredentialHash } from '../contract/ids.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';

/**
 * Every enrolled credential in ascending order of its hash, at or shortly after the place that its first 32 bits point
 * to: place = bits / 2^32 × places. Two words each: these 32 bits; and the next 29, with three of `FLAG_…`. A place
 * whose second word is 0 is empty. `SPARE` places more lie at the end.
 */
export type CredentialTable = Uint32Array<ArrayBuffer>;

export const FLAG_ENROLLED = 1;
export const FLAG_HOST = 2;
export const FLAG_BLOCKED = 4;
const FLAGS = 7;
const WORDS = 2;
const ALL_BITS = 2 ** 32;
/** As many as could stand beyond the end: hashes are evenly spread, and a run as long as this does not happen. */
const SPARE = 1_024;

/** The table's length for so many credentials: one place in five stays empty, so that runs are short. */
export function emptyTable(credentials: number): CredentialTable {
  return new Uint32Array((Math.ceil(credentials * 1.25) + SPARE) * WORDS);
}

/** The two words of a hash, without flags. */
function wordsOf(hash: string): readonly [number, number] {
  const second = Number.parseInt(hash.slice(8, 16), 16);
  return [Number.parseInt(hash.slice(0, 8), 16), (second & ~FLAGS) >>> 0];
}

function placeOf(table: CredentialTable, first: number): number {
  return Math.floor((first / ALL_BITS) * (table.length / WORDS - SPARE));
}

/** Puts the next one in; `after` is the place of the one before, or -1. Returns its place. */
export function putInOrder(table: CredentialTable, after: number, hash: string, flags: number): number {
  const [first, second] = wordsOf(hash);
  const place = Math.max(placeOf(table, first), after + 1);
  if ((place + 1) * WORDS > table.length) throw new RangeError('the hashes are not evenly spread');
  table[place * WORDS] = first;
  table[place * WORDS + 1] = second | flags | FLAG_ENROLLED;
  return place;
}

/**
 * Every enrolled credential, in memory: a stalled disk cannot stall a decision. Ten bytes a credential; a lookup reads
 * one place of it and its neighbours. Of a hash 61 bits are kept: among a million, a card that nobody enrolled is taken
 * for another one once in 10^12 taps. What is enrolled while the box runs lies in a map beside the table.
 */
export class CredentialIndex {
  readonly #table: CredentialTable;
  readonly #added = new Map<CredentialHash, CredentialRecord>();
  #size: number;

  constructor(table: CredentialTable) {
    this.#table = table;
    this.#size = 0;
    for (let at = 1; at < table.length; at += WORDS) if (table[at] !== 0) this.#size++;
  }

  size(): number {
    return this.#size;
  }

  find(hash: CredentialHash): CredentialRecord | null {
    return this.#added.get(hash) ?? this.#findInTable(hash);
  }

  /** Adds a credential, or replaces what was known of it. */
  put(hash: CredentialHash, record: CredentialRecord): void {
    if (this.find(hash) === null) this.#size++;
    this.#added.set(hash, record);
  }

  #findInTable(hash: CredentialHash): CredentialRecord | null {
    const table = this.#table;
    const [first, second] = wordsOf(hash);
    for (let at = placeOf(table, first) * WORDS; at < table.length; at += WORDS) {
      const [seen, rest] = [table[at] ?? 0, table[at + 1] ?? 0];
      if (rest === 0 || seen > first) return null;
      if (seen === first && (rest & ~FLAGS) >>> 0 === second) return recordOf(rest);
    }
    return null;
  }
}

function recordOf(flags: number): CredentialRecord {
  return { role: flags & FLAG_HOST ? 'host' : 'visitor', blocked: (flags & FLAG_BLOCKED) !== 0 };
}

export const noCredentials: CredentialTable = emptyTable(0);
