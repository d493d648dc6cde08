import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { ReaderId } from './contract/ids.ts';
import { err, ok, type Result } from './contract/result.ts';
import { writeSecretFile } from './loopback/one-time-token.ts';

/** The newest first; the one before it stays until the next, should the reader not have taken the newest. */
const KEYS_KEPT = 2;

const Keys = z.record(ReaderId, z.array(z.hex().length(32)).max(KEYS_KEPT));
type Keys = z.infer<typeof Keys>;

/** `reader-keys-unreadable`: without its keys the box would know no reader; nobody guesses here. */
export type ReaderKeyFault = { readonly code: 'reader-keys-unreadable'; readonly message: string };

/** The keys of the OSDP readers, 16 bytes each: a JSON object of hexadecimal by reader, readable by the box alone. */
export class ReaderKeyFile {
  readonly #path: string;
  #keys: Keys;

  private constructor(path: string, keys: Keys) {
    this.#path = path;
    this.#keys = keys;
  }

  static open(path: string): Result<ReaderKeyFile, ReaderKeyFault> {
    if (!existsSync(path)) return ok(new ReaderKeyFile(path, {}));
    const parsed = Keys.safeParse(parseJson(readFileSync(path, 'utf8')));
    if (parsed.success) return ok(new ReaderKeyFile(path, parsed.data));
    return err({
      code: 'reader-keys-unreadable',
      message: `${path} holds no keys of readers; remove it to begin anew`,
    });
  }

  keysOf(reader: ReaderId): readonly Uint8Array[] {
    return (this.#keys[reader] ?? []).map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
  }

  /** False when it could not be written; then it is not kept. */
  keep(reader: ReaderId, key: Uint8Array): boolean {
    const newest = [Buffer.from(key).toString('hex'), ...(this.#keys[reader] ?? [])].slice(0, KEYS_KEPT);
    const keys = { ...this.#keys, [reader]: newest };
    try {
      writeSecretFile(this.#path, JSON.stringify(keys));
    } catch {
      return false;
    }
    this.#keys = keys;
    return true;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
