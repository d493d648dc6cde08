import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The first bytes of a plain file. For what root reads in another user's folder: no link is followed, and no pipe waited
 * for. Throws as the file system does; ELOOP for a link, EINVAL for what is no plain file either.
 */
export function beginningOf(file: string, mostBytes: number): Buffer {
  // open(2): O_NONBLOCK is nothing to a plain file.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!fstatSync(handle).isFile()) throw Object.assign(new Error(`${file}: no plain file`), { code: 'EINVAL' });
    const bytes = Buffer.alloc(mostBytes);
    return bytes.subarray(0, readSync(handle, bytes, 0, mostBytes, 0));
  } finally {
    closeSync(handle);
  }
}
