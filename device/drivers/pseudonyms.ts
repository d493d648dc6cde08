import { createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { type CredentialHash, Pseudonym } from '../contract/ids.ts';
import type { PseudonymKind } from '../contract/privacy.ts';
import type { Pseudonyms } from '../ports/pseudonyms.ts';

const KEY_BYTES = 32;
const PSEUDONYM_DIGITS = 32;

/**
 * HMAC-SHA-256 of the credential hash, cut to 128 bits, under the key of `kind`: one of the day, kept in `dayKeyFile`; one
 * derived from the box's; or one of the day that is in memory alone, for an office whose log keeps none.
 */
export function createPseudonyms(kind: PseudonymKind, boxKey: Uint8Array, dayKeyFile: string): Pseudonyms {
  if (kind !== 'daily') forget(dayKeyFile);
  switch (kind) {
    case 'daily':
      return new DailyPseudonyms(true, () => replaceKey(dayKeyFile), readKey(dayKeyFile));
    case 'none':
      return new DailyPseudonyms(false, () => randomBytes(KEY_BYTES), null);
    case 'stable': {
      const key = createHmac('sha256', boxKey).update('pseudonym').digest();
      return { kept: true, of: (credential) => pseudonymOf(key, credential), newDay: () => {} };
    }
  }
}

class DailyPseudonyms implements Pseudonyms {
  readonly kept: boolean;
  readonly #newKey: () => Uint8Array;
  #key: Uint8Array;

  /** `key`: today's, if it is kept from an earlier start. */
  constructor(kept: boolean, newKey: () => Uint8Array, key: Uint8Array | null) {
    this.kept = kept;
    this.#newKey = newKey;
    this.#key = key ?? newKey();
  }

  of(credential: CredentialHash): Pseudonym {
    return pseudonymOf(this.#key, credential);
  }

  newDay(): void {
    this.#key = this.#newKey();
  }
}

function pseudonymOf(key: Uint8Array, credential: CredentialHash): Pseudonym {
  const digest = createHmac('sha256', key).update(credential, 'hex').digest('hex');
  return Pseudonym.parse(digest.slice(0, PSEUDONYM_DIGITS));
}

function readKey(file: string): Uint8Array | null {
  const key = existsSync(file) ? readFileSync(file) : null;
  return key?.length === KEY_BYTES ? key : null;
}

/**
 * Written over the old one in its place, so that the old one is gone from the file system. A disk that does not take it
 * leaves the new one in memory: the day after a restart then knows nobody again.
 */
function replaceKey(file: string): Uint8Array {
  const key = randomBytes(KEY_BYTES);
  try {
    const open = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      writeSync(open, key, 0, KEY_BYTES, 0);
      ftruncateSync(open, KEY_BYTES);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
  } catch {
    forget(file);
  }
  return key;
}

/** A disk that has become read-only does not even give up the old one; the door goes on. */
function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The log tells of a disk that is full or broken.
  }
}
