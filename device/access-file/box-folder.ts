import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the command needs of the box's data folder. */
export type BoxFolder = { readonly url: string; readonly adminToken: string; readonly credentialKey: Uint8Array };

/** Null where no controller has run yet, or where its files may not be read. */
export function readBoxFolder(folder: string): BoxFolder | null {
  try {
    const read = (name: string) => readFileSync(join(folder, name));
    return {
      url: read('api-url').toString(),
      adminToken: read('admin-token').toString(),
      credentialKey: read('credential.key'),
    };
  } catch (cause) {
    if (isFileFault(cause)) return null;
    throw cause;
  }
}

/** Whether a file could not be read or written; anything else that is thrown is a bug. */
export function isFileFault(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && 'syscall' in cause;
}
