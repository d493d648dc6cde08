import type { ImportRowSent } from '../contract/credential-import.ts';
import type { CardRow } from './card-row.ts';

const HASH_BYTES = 16;

/** What many rows have in common, without what is as usual. */
type Details = Partial<Pick<CardRow, 'role' | 'blocked' | 'label' | 'usesLeft'>>;

/** A number for each row, in memory that grows by doubling. */
class Column<T extends Uint32Array | Float64Array | Uint8Array> {
  readonly #make: (length: number) => T;
  values: T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.values = make(1_024);
  }

  /** Room for so many. */
  reserve(length: number): void {
    if (length <= this.values.length) return;
    const before = this.values;
    this.values = this.#make(Math.max(length, before.length * 2));
    this.values.set(before);
  }
}

const uint32 = (length: number) => new Uint32Array(length);
const float64 = (length: number) => new Float64Array(length);

/** The cards of a file, some fifty bytes each: a file has a million, and the box has little memory. */
export class CardTable {
  readonly #hashes = new Column((length) => Buffer.alloc(length));
  readonly #lines = new Column(uint32);
  readonly #details = new Column(uint32);
  /** 0 for none. */
  readonly #holders = new Column(uint32);
  /** NaN for no limit. */
  readonly #from = new Column(float64);
  readonly #until = new Column(float64);
  readonly #distinct: Details[] = [];
  readonly #places = new Map<string, number>();
  #size = 0;
  #order: Uint32Array | null = null;

  size(): number {
    return this.#order?.length ?? this.#size;
  }

  add(line: number, card: CardRow): void {
    const { hash, validFromMs, validUntilMs, holder } = card;
    const at = this.#size++;
    this.#order = null;
    this.#hashes.reserve(this.#size * HASH_BYTES);
    for (const column of [this.#lines, this.#details, this.#holders, this.#from, this.#until])
      column.reserve(this.#size);
    this.#hashes.values.write(hash, at * HASH_BYTES, 'hex');
    this.#lines.values[at] = line;
    this.#details.values[at] = this.#placeOf(card);
    this.#holders.values[at] = holder ?? 0;
    this.#from.values[at] = validFromMs ?? Number.NaN;
    this.#until.values[at] = validUntilMs ?? Number.NaN;
  }

  /** Takes out the cards that are on an earlier line too, once all are there; returns their lines. */
  dropRepeated(): readonly number[] {
    const order = this.#sorted();
    const repeated = new Set<number>();
    for (let at = 1; at < order.length; at++) {
      const [before, row] = [order[at - 1] ?? 0, order[at] ?? 0];
      if (this.#isSameCard(before, row)) repeated.add(row);
    }
    if (repeated.size > 0) this.#order = order.filter((row) => !repeated.has(row));
    return Array.from(repeated, (row) => this.#lines.values[row] ?? 0).sort((a, b) => a - b);
  }

  /** All rows, so many at a time, in ascending order of hashes: as the box's table lies. */
  *pages(rows: number): Generator<readonly ImportRowSent[]> {
    const order = this.#sorted();
    for (let at = 0; at < order.length; at += rows)
      yield Array.from(order.subarray(at, at + rows), (row) => this.#rowAt(row));
  }

  #placeOf({ role, blocked, label, usesLeft }: CardRow): number {
    const isPlain = blocked === null && label === null && usesLeft === null;
    const key = isPlain ? role : JSON.stringify([role, blocked, label, usesLeft]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#distinct.length);
    const said = Object.entries({ blocked, label, usesLeft }).filter(([, value]) => value !== null);
    return this.#distinct.push({ ...(role === 'visitor' ? {} : { role }), ...Object.fromEntries(said) }) - 1;
  }

  #rowAt(row: number): ImportRowSent {
    const at = row * HASH_BYTES;
    const sent: ImportRowSent = {
      line: this.#lines.values[row] ?? 0,
      hash: this.#hashes.values.toString('hex', at, at + HASH_BYTES),
    };
    Object.assign(sent, this.#distinct[this.#details.values[row] ?? 0]);
    const [from = Number.NaN, until = Number.NaN] = [this.#from.values[row], this.#until.values[row]];
    const holder = this.#holders.values[row] ?? 0;
    if (!Number.isNaN(from)) sent.validFromMs = from;
    if (!Number.isNaN(until)) sent.validUntilMs = until;
    if (holder !== 0) sent.holder = holder;
    return sent;
  }

  /** Rows by hash; of equal ones the earlier line first. */
  #sorted(): Uint32Array {
    this.#order ??= this.#makeOrder();
    return this.#order;
  }

  /**
   * By the first 32 bits, above the row's number in one integer, which are sorted without a call for each comparison;
   * then by all bits, among the few that have these in common.
   */
  #makeOrder(): Uint32Array {
    const keys = new BigUint64Array(this.#size);
    // The low word comes first in memory: Node runs on nothing else.
    const words = new Uint32Array(keys.buffer);
    for (let row = 0; row < this.#size; row++) {
      words[row * 2] = row;
      words[row * 2 + 1] = this.#hashes.values.readUInt32BE(row * HASH_BYTES);
    }
    keys.sort();
    const order = new Uint32Array(this.#size);
    for (let from = 0, at = 0; at < this.#size; at++) {
      order[at] = words[at * 2] ?? 0;
      const isLast = words[at * 2 + 1] !== words[at * 2 + 3];
      if (isLast && at > from) order.subarray(from, at + 1).sort((a, b) => this.#compareHashes(a, b) || a - b);
      if (isLast) from = at + 1;
    }
    return order;
  }

  #isSameCard(a: number, b: number): boolean {
    const hashes = this.#hashes.values;
    let byte = 0;
    while (byte < HASH_BYTES && hashes[a * HASH_BYTES + byte] === hashes[b * HASH_BYTES + byte]) byte++;
    return byte === HASH_BYTES;
  }

  #compareHashes(a: number, b: number): number {
    const hashes = this.#hashes.values;
    const [left, right] = [a * HASH_BYTES, b * HASH_BYTES];
    return hashes.compare(hashes, right, right + HASH_BYTES, left, left + HASH_BYTES);
  }
}
