import { randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The start token of a page: whoever can read this file can open a session, once with each token. The file holds the one
 * that is valid now; with a disk that does not take it, only this process knows it.
 */
export class OneTimeToken {
  readonly #file: string;
  #token: string;

  constructor(file: string) {
    this.#file = file;
    this.#token = this.#renew();
  }

  /** The one that is valid now. */
  get valid(): string {
    return this.#token;
  }

  /** True once for the valid token, which is then replaced. */
  redeem(offered: string): boolean {
    if (!equalSecrets(offered, this.#token)) return false;
    this.#token = this.#renew();
    return true;
  }

  #renew(): string {
    const token = randomBytes(24).toString('base64url');
    whereItCan(() => writeSecretFile(this.#file, token));
    return token;
  }
}

/**
 * Replaces the file as a whole, readable by its owner alone. `flush`: it is on the disk when this returns, so that a power
 * cut leaves the old one or this one; without it nothing waits for the disk.
 */
export function writeSecretFile(file: string, content: string | Uint8Array, { flush = false } = {}): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, content, { mode: 0o600, flush });
  renameSync(fresh, file);
  if (flush) flushFolder(dirname(file));
}

/** A name that was given is on disk once its folder is (fsync(2)). */
function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A disk that is full or broken keeps no door shut; the log tells of it. */
export function whereItCan(write: () => void): void {
  try {
    write();
  } catch {
    // Done without.
  }
}

/** In a time that tells nothing of where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
