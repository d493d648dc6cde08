import type { MonotonicMs } from '../../contract/units.ts';
import { isDefaultKey } from './handshake.ts';
import { DEFAULT_KEY } from './session-keys.ts';

/** `count` bytes that nobody can guess. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * Puts the keys of the reader, the newest first, away for good before the newest is used, and no others: false when that
 * failed, and then it is not used.
 */
export type KeepKeys = (keys: readonly Uint8Array[]) => boolean;

const KEY_BYTES = 16;

/**
 * Which key a reader is tried with. Its own ones, newest first; the default key only while an installer holds the
 * install mode open. Outside it no reader is ever given a key, whatever it says of itself.
 */
export class ReaderKeys {
  readonly #random: RandomBytes;
  readonly #keep: KeepKeys;
  #own: readonly Uint8Array[];
  #made: Uint8Array | null = null;
  #tried = 0;
  #installUntil: MonotonicMs | null = null;

  /** Throws for a key that is none: of another length, or the default key. */
  constructor(own: readonly Uint8Array[], random: RandomBytes, keep: KeepKeys) {
    if (own.some((key) => key.length !== KEY_BYTES || isDefaultKey(key))) throw new Error('no key for a reader');
    this.#own = own;
    this.#random = random;
    this.#keep = keep;
  }

  openInstall(until: MonotonicMs): void {
    this.#installUntil = until;
    this.#made = null;
    this.#tried = 0;
  }

  get installing(): boolean {
    return this.#installUntil !== null;
  }

  get installEndsAt(): MonotonicMs | null {
    return this.#installUntil;
  }

  /** True once, when the time is over. */
  installRanOut(now: MonotonicMs): boolean {
    if (this.#installUntil === null || now < this.#installUntil) return false;
    this.closeInstall();
    return true;
  }

  closeInstall(): void {
    this.#installUntil = null;
    this.#tried = 0;
  }

  /** The key to try next; null: there is none, and the reader is talked to in clear. */
  candidate(): Uint8Array | null {
    const all = this.installing ? [...this.#own, DEFAULT_KEY] : this.#own;
    return all[this.#tried % Math.max(all.length, 1)] ?? null;
  }

  /** The candidate was not it. */
  failed(): void {
    this.#tried += 1;
  }

  /** The reader has this key. `set`: it is to be given its new one; `taken`: this is the new one; `use`: go on. */
  proved(key: Uint8Array): 'use' | 'set' | 'taken' {
    if (this.installing && key !== this.#made) return 'set';
    if (key === this.#own[0]) this.#forgetOthers(key);
    if (!this.installing) return 'use';
    this.closeInstall();
    return 'taken';
  }

  /** Whoever has one before the newest is no reader of ours any more. A disk that does not take this has it at the next start. */
  #forgetOthers(newest: Uint8Array): void {
    if (this.#own.length === 1) return;
    this.#own = [newest];
    this.#keep(this.#own);
  }

  /**
   * The new key of this install mode, kept already, for a reader that has proved to have `proved`; null when it could not
   * be kept. The one that it has stays beside it, should it not take the new one, whatever others it has not taken before.
   */
  newKey(proved: Uint8Array): Uint8Array | null {
    if (this.#made !== null) return this.#made;
    const key = this.#random(KEY_BYTES);
    const own = [key, ...(isDefaultKey(proved) ? this.#own.slice(0, 1) : [proved])];
    if (!this.#keep(own)) return null;
    this.#made = key;
    this.#own = own;
    this.#tried = 0;
    return key;
  }
}
