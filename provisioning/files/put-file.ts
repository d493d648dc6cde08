import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from './flush-folder.ts';

/** Numbers of a user and a group. */
export type Owner = { readonly user: number; readonly group: number };

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
    writeFileSync(file, content);
    // Of the open file: in a folder of another user a name may be given to something else meanwhile.
    if (owner !== null) fchownSync(file, owner.user, owner.group);
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
  flushFolder(dirname(path));
}
