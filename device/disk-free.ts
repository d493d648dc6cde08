import { statfsSync, statSync } from 'node:fs';

/** What is left for us on the disk that carries this folder, in bytes; null when it cannot be asked. */
export function diskFree(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** In bytes; null when it is not there, or cannot be asked. */
export function fileSize(file: string): number | null {
  try {
    return statSync(file).size;
  } catch {
    return null;
  }
}
