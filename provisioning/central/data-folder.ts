import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSecretFile } from '../../device/loopback/one-time-token.ts';

/** A secret of this folder, made when it is asked for first; whoever may read the folder may read it. */
export function keptSecret(folder: string, name: string, bytes: number): string {
  const file = join(folder, name);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept !== '') return kept;
  const secret = randomBytes(bytes).toString('base64url');
  writeSecretFile(file, secret);
  return secret;
}
