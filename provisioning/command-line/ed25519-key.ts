import type { KeyObject } from 'node:crypto';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { type FileFault, readTextFile } from '../files/text-file.ts';

/** `read`: makes a key of PEM, and throws where it is none. Any other kind of key is refused. */
export function readEd25519Key(file: string, read: (pem: string) => KeyObject): Result<KeyObject, FileFault> {
  const text = readTextFile(file);
  if (!text.ok) return text;
  try {
    const key = read(text.value);
    if (key.asymmetricKeyType === 'ed25519') return ok(key);
  } catch {
    // What OpenSSL says of a text that is no key helps nobody.
  }
  return err({ code: 'file-malformed', detail: `${file}: it is no Ed25519 key in PEM` });
}
