import { closeSync, fsyncSync, openSync } from 'node:fs';

/** So that a name that was given or taken in it outlives a power cut (fsync(2)). */
export function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
