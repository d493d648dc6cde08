import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { readEd25519Key } from '../../command-line/ed25519-key.ts';
import { readTextFile } from '../../files/text-file.ts';

export type KeyFault = {
  readonly code: 'file-unreadable' | 'file-malformed' | 'file-exists' | 'cannot-create';
  readonly detail: string;
};

/** Makes an Ed25519 key pair in a new file that its owner alone may read (PKCS#8, PEM). The public key, as base64. */
export function makeKey(file: string): Result<string, KeyFault> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const code = cause.code === 'EEXIST' ? 'file-exists' : 'cannot-create';
    return err({ code, detail: `${file}: ${cause.message}` });
  }
  return ok(rawPublicKey(publicKey));
}

export function readPrivateKey(file: string): Result<KeyObject, KeyFault> {
  return readEd25519Key(file, createPrivateKey);
}

/** The public key of a box, as base64 of its 32 bytes: from a PEM file, or from one that holds just that. */
export function readBoxKey(file: string): Result<string, KeyFault> {
  const text = readTextFile(file);
  if (!text.ok) return text;
  const bare = text.value.trim();
  if (Buffer.from(bare, 'base64').length === 32 && /^[A-Za-z0-9+/]{43}=$/.test(bare)) return ok(bare);
  const key = readEd25519Key(file, createPublicKey);
  return key.ok ? ok(rawPublicKey(key.value)) : key;
}

/** Over the UTF-8 bytes of the text (RFC 8032), as base64. */
export function signatureOf(signed: string, key: KeyObject): string {
  return sign(null, Buffer.from(signed, 'utf8'), key).toString('base64');
}

/** Its last 32 bytes: RFC 8410 §4 puts nothing behind them. */
function rawPublicKey(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}
