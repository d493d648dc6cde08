import type { CredentialRole } from '../contract/access.ts';
import type { CredentialHash } from '../contract/ids.ts';
import { CREDENTIAL_ROLES } from '../contract/roles.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';

/**
 * Every enrolled credential in ascending order of its hash, at or shortly after the place that its first 32 bits point
 * to: place = bits / 2^32 × `pointedTo`. Two words each: these 32 bits; and the next 26, with six of flags. A place whose
 * second word is 0 is empty. More places lie at the end.
 */
type Places = Uint32Array<ArrayBuffer>;

/**
 * `validity` has two words for each place: from and until, in whole minutes since 1970, 0 for no limit; it is null
 * where no credential has one. `usesLeft` is of those that are counted, by the part of the hash that is kept.
 */
export type CredentialTable = {
  places: Places;
  readonly pointedTo: number;
  validity: Uint32Array<ArrayBuffer> | null;
  readonly usesLeft: ReadonlyMap<string, number>;
};

/** The lowest three bits are the role, from 1 on, so that no place that is taken is 0. */
const FLAG_BLOCKED = 8;
const FLAG_HAS_PIN = 16;
const FLAG_LIMITED = 32;
const ROLE = 7;
const FLAGS = 63;
const WORDS = 2;
const ALL_BITS = 2 ** 32;
/** Codes of ASCII: what 0 and 9 are, what makes a letter a capital, and how far A is from ten. */
const ZERO = 48;
const NINE = 57;
const UPPER_CASE = 0xdf;
const TEN = 55;
/** Hexadecimal digits of a hash that are looked at. */
export const HASH_DIGITS = 16;
/** As many as stand beyond the end where hashes are evenly spread, as keyed ones are. */
const SPARE = 1_024;

/** The table for so many credentials: one place in five stays empty, so that runs are short. */
export function emptyTable(credentials: number): CredentialTable {
  const pointedTo = Math.ceil(credentials * 1.25);
  return {
    places: new Uint32Array((pointedTo + SPARE) * WORDS),
    pointedTo,
    validity: null,
    usesLeft: new Map(),
  };
}

export function roleNumber(role: CredentialRole): number {
  return CREDENTIAL_ROLES.indexOf(role) + 1;
}

const HOST = roleNumber('host');

/** Of eight hexadecimal digits in a text. By their codes: a start reads two million of them, and makes no text of each. */
export function wordAt(text: string, at: number): number {
  let word = 0;
  for (let index = at; index < at + 8; index++) {
    const code = text.charCodeAt(index);
    word = (word << 4) | (code <= NINE ? code - ZERO : (code & UPPER_CASE) - TEN);
  }
  return word >>> 0;
}

/** The second word of the hash that begins there in a text, without flags. */
function secondWordAt(text: string, at: number): number {
  return (wordAt(text, at + 8) & ~FLAGS) >>> 0;
}

function placeOf({ pointedTo }: CredentialTable, first: number): number {
  return Math.floor((first / ALL_BITS) * pointedTo);
}

type Row = { readonly text: string; readonly at: number; readonly flags: number };

/**
 * Puts the next one in, whose hash begins at `at` in `text`; `after` is the place of the one before, or -1. `flags` hold
 * its role. Returns its place.
 */
export function putInOrder(table: CredentialTable, after: number, { text, at, flags }: Row): number {
  const first = wordAt(text, at);
  const place = Math.max(placeOf(table, first), after + 1);
  // A file of made-up hashes is imported like any other.
  if ((place + 1) * WORDS > table.places.length) table.places = twiceAsLong(table.places);
  table.places[place * WORDS] = first;
  table.places[place * WORDS + 1] = secondWordAt(text, at) | flags;
  return place;
}

function twiceAsLong(places: Places): Places {
  const longer = new Uint32Array(places.length * 2);
  longer.set(places);
  return longer;
}

/** Where it lies; -1 when it is not there. */
function findPlace(table: CredentialTable, hash: string): number {
  const [first, second] = [wordAt(hash, 0), secondWordAt(hash, 0)];
  const { places } = table;
  for (let at = placeOf(table, first) * WORDS; at < places.length; at += WORDS) {
    const [seen, rest] = [places[at] ?? 0, places[at + 1] ?? 0];
    if (rest === 0 || seen > first) return -1;
    if (seen === first && (rest & ~FLAGS) >>> 0 === second) return at / WORDS;
  }
  return -1;
}

/** Of one that was put in before. `fromMinute` and `untilMinute`: 0 for no limit. */
export function limitInTable(table: CredentialTable, hash: string, fromMinute: number, untilMinute: number): void {
  const place = findPlace(table, hash);
  if (place === -1) return;
  table.validity ??= new Uint32Array(table.places.length);
  table.validity[place * WORDS] = fromMinute;
  table.validity[place * WORDS + 1] = untilMinute;
}

/**
 * Every enrolled credential, in memory: a stalled disk cannot stall a decision. Ten bytes a credential, ten more where
 * any has a limit; a lookup reads one place and its neighbours. Of a hash 58 bits are kept: among a million, a card
 * that nobody enrolled is taken for another one once in 3 × 10^11 taps. What is enrolled or changed while the box runs
 * lies in a map beside the table.
 */
export class CredentialIndex {
  readonly #table: CredentialTable;
  readonly #changed = new Map<CredentialHash, CredentialRecord | null>();
  #size = 0;
  #hostCards = 0;

  constructor(table: CredentialTable) {
    this.#table = table;
    const { places } = table;
    for (let at = 1; at < places.length; at += WORDS) {
      const flags = places[at] ?? 0;
      if (flags === 0) continue;
      this.#size++;
      if ((flags & (ROLE | FLAG_BLOCKED)) === HOST) this.#hostCards++;
    }
  }

  size(): number {
    return this.#size;
  }

  /** How many are hosts' and not blocked. */
  hostCards(): number {
    return this.#hostCards;
  }

  find(hash: CredentialHash): CredentialRecord | null {
    const changed = this.#changed.get(hash);
    return changed === undefined ? this.#findInTable(hash) : changed;
  }

  /** Adds a credential, or replaces what was known of it. */
  put(hash: CredentialHash, record: CredentialRecord): void {
    const before = this.find(hash);
    if (before === null) this.#size++;
    this.#hostCards += hostCard(record) - hostCard(before);
    this.#changed.set(hash, record);
  }

  /** Forgets it. */
  remove(hash: CredentialHash): void {
    const before = this.find(hash);
    if (before === null) return;
    this.#size--;
    this.#hostCards -= hostCard(before);
    this.#changed.set(hash, null);
  }

  #findInTable(hash: CredentialHash): CredentialRecord | null {
    const { places, validity, usesLeft } = this.#table;
    const place = findPlace(this.#table, hash);
    if (place === -1) return null;
    const flags = places[place * WORDS + 1] ?? 0;
    const limit = (word: number) => instantOf(validity?.[place * WORDS + word] ?? 0);
    const isLimited = (flags & FLAG_LIMITED) !== 0;
    return {
      role: CREDENTIAL_ROLES[(flags & ROLE) - 1] ?? 'visitor',
      blocked: (flags & FLAG_BLOCKED) !== 0,
      hasPin: (flags & FLAG_HAS_PIN) !== 0,
      validFrom: isLimited ? limit(0) : null,
      validUntil: isLimited ? limit(1) : null,
      usesLeft: isLimited ? (usesLeft.get(hash.slice(0, HASH_DIGITS)) ?? null) : null,
    };
  }
}

function hostCard(record: CredentialRecord | null): 0 | 1 {
  return record?.role === 'host' && !record.blocked ? 1 : 0;
}

function instantOf(minute: number): EpochMs | null {
  return minute === 0 ? null : epochMs(minute * 60_000);
}

export const noCredentials: CredentialTable = emptyTable(0);
