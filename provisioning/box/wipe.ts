import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { flushFolder } from '../files/flush-folder.ts';

const CHUNK = Buffer.alloc(65_536);

/**
 * Overwrites a plain file with zeros, as it lies on the disk, and removes it; of a link only the link goes. A flash disk
 * may keep the old cells where no program can reach them: only encryption of the whole disk, or breaking it, helps there.
 * Throws as the disk does.
 */
export function wipeFile(file: string): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isFile()) overwrite(file);
  rmSync(file, { force: true });
  flushFolder(dirname(file));
}

/** All that is in a folder, and the folder, but for the file `keep` and what leads to it. It may not be there, and may be a file. */
export function wipeFolder(folder: string, keep?: string): void {
  if (folder === keep) return;
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) {
    wipeFile(folder);
    return;
  }
  for (const name of readdirSync(folder)) wipeFolder(join(folder, name), keep);
  if (readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  flushFolder(dirname(folder));
}

/** O_NOFOLLOW: between the look and the opening nobody puts a link there. */
function overwrite(file: string): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    for (let left = fstatSync(handle).size, at = 0; left > 0; ) {
      const written = writeSync(handle, CHUNK, 0, Math.min(left, CHUNK.length), at);
      left -= written;
      at += written;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
