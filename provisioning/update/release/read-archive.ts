import { list, type ReadEntry } from 'tar';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { parseJson } from '../../files/text-file.ts';
import { systemErrorOf } from '../system-error.ts';
import { EntryCheck, placeOf } from './entry-check.ts';
import { PROGRAMS, Release } from './manifest.ts';

export type ArchiveFault = {
  readonly code: 'archive-unreadable' | 'archive-malformed' | 'archive-forbidden';
  readonly detail: string;
};

/** What is in an archive: what its `release.json` says, and how many bytes its files come to. */
export type ArchiveContent = { readonly release: Release; readonly unpackedSize: number };

/** More than any `release.json`. */
const LARGEST_RELEASE_FILE = 4096;

/** Looks through a whole archive as a box would unpack it: what a box refuses is refused here. */
export async function readArchive(file: string): Promise<Result<ArchiveContent, ArchiveFault>> {
  const check = new EntryCheck();
  let forbidden: string | null = null;
  const said: Buffer[] = [];
  const lacking = new Set<string>(PROGRAMS);
  const look = (entry: ReadEntry) => {
    forbidden ??= check.faultOf(entry);
    if (isProgram(entry)) lacking.delete(placeOf(entry.path) ?? '');
    if (placeOf(entry.path) === 'release.json' && entry.size <= LARGEST_RELEASE_FILE)
      entry.on('data', (chunk) => said.push(chunk));
  };
  try {
    await list({ file, strict: true, onReadEntry: look });
  } catch (cause) {
    const { code, message } = systemErrorOf(cause);
    const isMalformed = /^(TAR|Z)_/.test(code);
    if (forbidden === null)
      return err({ code: isMalformed ? 'archive-malformed' : 'archive-unreadable', detail: `${file}: ${message}` });
  }
  if (forbidden !== null) return err({ code: 'archive-forbidden', detail: `${file}: ${forbidden}` });
  const release = Release.safeParse(parseJson(Buffer.concat(said).toString('utf8')));
  if (!release.success)
    return err({ code: 'archive-malformed', detail: `${file}: it has no release.json, or a wrong one` });
  if (lacking.size > 0)
    return err({ code: 'archive-malformed', detail: `${file}: it lacks, as a program, ${[...lacking].join(', ')}` });
  return ok({ release: release.data, unpackedSize: check.bytes });
}

/** Whether it can be run: Node by the system, the others by Node. */
function isProgram({ path, type, mode = 0 }: ReadEntry): boolean {
  return type !== 'Directory' && (!path.endsWith('bin/node') || (mode & 0o100) !== 0);
}
