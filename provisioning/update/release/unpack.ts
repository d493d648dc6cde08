import { mkdirSync } from 'node:fs';
import { extract, type ReadEntry } from 'tar';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { systemErrorOf } from '../system-error.ts';
import { EntryCheck } from './entry-check.ts';

export type UnpackFault = {
  readonly code: 'archive-malformed' | 'archive-forbidden' | 'disk-full';
  readonly detail: string;
};

/**
 * Unpacks an archive (tar, gzip) into a new folder. Nothing is written outside it, and nothing that is no plain file or
 * folder; the sizes that the archive tells of are summed before anything is written of them. What was unpacked until a
 * fault was met stays: the folder is the caller's to remove.
 */
export async function unpack(archive: string, folder: string): Promise<Result<void, UnpackFault>> {
  mkdirSync(folder, { mode: 0o755 });
  const check = new EntryCheck();
  let forbidden: string | null = null;
  const isWanted = (entry: ReadEntry) => {
    forbidden ??= check.faultOf(entry);
    return forbidden === null;
  };
  try {
    await extract({
      ...{ file: archive, cwd: folder, strict: true, preserveOwner: false, noMtime: true },
      // When it reads, tar gives the entry; it shares the type with what it gives when it writes.
      filter: (_path, entry) => 'header' in entry && isWanted(entry),
    });
  } catch (cause) {
    const fault = faultOf(cause);
    if (forbidden === null) return err(fault);
  }
  return forbidden === null
    ? ok(undefined)
    : err({ code: 'archive-forbidden', detail: `in the archive, ${forbidden}` });
}

function faultOf(cause: unknown): UnpackFault {
  const { code, message } = systemErrorOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'disk-full', detail: message };
  return { code: 'archive-malformed', detail: `the archive is malformed: ${message}` };
}
