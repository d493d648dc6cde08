import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Owner } from './owner.ts';

/** `owner`: null leaves it to whoever writes. */
export type FileAsWanted = {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly mode: number;
  readonly owner: Owner | null;
};

/**
 * Puts the file in place as a whole, also when the power goes in the midst of it: there is the old one or the new one.
 * Nobody but its owner can read it before it has its mode. Throws what the file system says.
 */
export function putFile({ path, content, mode, owner }: FileAsWanted): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const file = openSync(part, 'wx', 0o600);
  try {
    writeSync(file, typeof content === 'string' ? Buffer.from(content) : content);
    if (owner !== null) chownSync(part, owner.user, owner.group);
    chmodSync(part, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
  syncFolder(dirname(path));
}

/** So that a name that was made or changed in it outlives a power cut. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
