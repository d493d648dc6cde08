import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { whereItCan, writeSecretFile } from './loopback/one-time-token.ts';
import type { LogSeal } from './ports/log-seal.ts';

/** What precedes the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 §10.1). */
const SPKI_PREFIX_BYTES = 12;

/**
 * The box's Ed25519 key: made where there is none (PKCS #8 as PEM, 0600), with its public half beside it. A disk that is
 * full leaves it in memory for this run. Throws when the file holds something else: then a person has to look.
 */
export function openBoxKey(files: {
  readonly key: string;
  readonly publicKey: string;
  readonly lastSeal: string;
}): LogSeal {
  const key = existsSync(files.key) ? createPrivateKey(readFileSync(files.key)) : makeKey(files.key);
  const publicKey = createPublicKey(key);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  whereItCan(() => writeFileSync(files.publicKey, pem, { mode: 0o644 }));
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX_BYTES).toString('base64');
  const signed = (text: string) => ({ signature: sign(null, Buffer.from(text), key).toString('base64'), key: raw });
  return {
    sign: signed,
    seal(text) {
      const sealed = signed(text);
      whereItCan(() => writeSecretFile(files.lastSeal, JSON.stringify({ signed: text, ...sealed })));
      return sealed;
    },
  };
}

/** There as a whole or not at all, also after the power is cut: a half of it would keep the box from starting. */
function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  whereItCan(() => writeSecretFile(file, pem, { flush: true }));
  return privateKey;
}
