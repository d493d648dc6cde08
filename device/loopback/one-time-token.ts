import { randomBytes, timingSafeEqual } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';

/**
 * The start token of a page: whoever can read this file can open a session, once with each token. The file
 * holds the one that is valid now, where the disk takes it.
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

/** A disk that is full or broken keeps no door shut; the log tells of it. */
export function whereItCan(write: () => void): void {
  try {
    write();
  } catch {
    // Done without.
  }
}

/** Replaces the file as a whole, readable by its owner alone. */
export function writeSecretFile(file: string, content: string | Uint8Array): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, content, { mode: 0o600 });
  renameSync(fresh, file);
}

/** In a time that tells nothing of where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
