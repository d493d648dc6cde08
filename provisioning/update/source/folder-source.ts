import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { LARGEST_MANIFEST } from '../release/signed-manifest.ts';
import { systemErrorOf } from '../system-error.ts';
import type { Source, SourceFault } from './source.ts';

/** No such file; and, where a stick is mounted by itself once somebody looks (autofs), none that is plugged in. */
const ABSENT = ['ENOENT', 'ENODEV'];

/** A manifest by its name in a folder, and the archives beside it. */
export function folderSource(folder: string, manifest: string): Source {
  return {
    manifest: async () => readSome(join(folder, manifest), LARGEST_MANIFEST + 1),
    archive: async (name) => ok(createReadStream(join(folder, basename(name)))),
  };
}

/** Of these two files, whatever the archive is called. */
export function filesSource(manifest: string, archive: string): Source {
  const { manifest: read } = folderSource(dirname(manifest), basename(manifest));
  return { manifest: read, archive: async () => ok(createReadStream(archive)) };
}

/** The beginning of a file; it may be a stick that is drawn just then. */
function readSome(file: string, most: number): Result<Uint8Array, SourceFault> {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(most);
      return ok(bytes.subarray(0, readSync(handle, bytes, 0, most, 0)));
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    const { code, message } = systemErrorOf(cause);
    return err({ code: ABSENT.includes(code) ? 'source-empty' : 'source-unreachable', detail: message });
  }
}
