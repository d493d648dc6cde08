import { chmodSync, closeSync, fchmodSync, fstatSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder } from '../../files/flush-folder.ts';

/**
 * Gives everything below a folder of plain files and folders the modes of a release, whatever the archive said: everybody
 * may read it, its owner alone may write, and a program stays one. Then all of it is on disk (fsync(2)).
 */
export function flushTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) flushTree(path);
    else flushFile(path);
  }
  chmodSync(folder, 0o755);
  flushFolder(folder);
}

function flushFile(file: string): void {
  withHandle(file, (handle) => {
    const isProgram = (fstatSync(handle).mode & 0o100) !== 0;
    fchmodSync(handle, isProgram ? 0o755 : 0o644);
    fsyncSync(handle);
  });
}

function withHandle(path: string, act: (handle: number) => void): void {
  const handle = openSync(path, 'r');
  try {
    act(handle);
  } finally {
    closeSync(handle);
  }
}
