import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { ReaderId } from './contract/ids.ts';
import { err, ok, type Result } from './contract/result.ts';
import { writeSecretFile } from './loopback/one-time-token.ts';

/** The newest first; beside it the one that the reader had, until it has shown that it has taken the newest. */
const MOST_KEYS = 2;

const Keys = z.record(ReaderId, z.array(z.hex().length(32)).max(MOST_KEYS));
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

  /** Keeps these keys of a reader, two at most, and no others, on the disk when this returns. False when it could not. */
  keep(reader: ReaderId, own: readonly Uint8Array[]): boolean {
    const keys = { ...this.#keys, [reader]: own.map((key) => Buffer.from(key).toString('hex')) };
    try {
      writeSecretFile(this.#path, JSON.stringify(keys), { flush: true });
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
