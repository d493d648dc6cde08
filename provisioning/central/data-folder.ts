import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret of this folder, made when it is asked for first; whoever may read the folder may read it. */
export function keptSecret(folder: string, name: string, bytes: number): string {
  const file = join(folder, name);
  if (!existsSync(file)) writeSecret(file, randomBytes(bytes).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

/** Replaces the file as a whole, readable by its owner alone. */
export function writeSecret(file: string, content: string): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, content, { mode: 0o600 });
  renameSync(fresh, file);
}
