import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Result } from '../../../device/contract/result.ts';
import { readEd25519Key } from '../../command-line/ed25519-key.ts';
import type { FileFault } from '../../files/text-file.ts';

/** PKCS#8, PEM. */
export function readSigningKey(file: string): Result<KeyObject, FileFault> {
  return readEd25519Key(file, createPrivateKey);
}

/** PEM. */
export function readReleaseKey(file: string): Result<KeyObject, FileFault> {
  return readEd25519Key(file, createPublicKey);
}
