import { join } from 'node:path';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import { beginningOf } from '../../files/plain-file.ts';
import type { Installed } from '../slots/slots.ts';
import type { FailedRelease } from '../slots/state.ts';
import { systemErrorOf } from '../system-error.ts';
import { type Manifest, ownArchitecture, type Release } from './manifest.ts';
import { compareVersions } from './version-order.ts';

export type AdmissionFault = {
  /** `release-failed-before`: this very archive was given up here; only a person tries it once more. */
  readonly code:
    | 'architecture-wrong'
    | 'release-not-newer'
    | 'release-failed-before'
    | 'schema-older-than-database'
    | 'schema-not-supported';
  readonly detail: string;
};
type Admission = Result<void, AdmissionFault>;

export type Box = {
  readonly current: Installed;
  /** Null where there is none yet. */
  readonly databaseSchema: number | null;
  readonly failed: readonly FailedRelease[];
};

/** Whether a signed release may come to this box. */
export function admit(manifest: Manifest, { current, databaseSchema, failed }: Box): Admission {
  const { version, sha256, minimumSchema = 0 } = manifest;
  if (compareVersions(version, current.release.version) <= 0)
    return refused('release-not-newer', `release ${version} is not newer than ${current.release.version}, which runs`);
  const before = failed.findLast((each) => each.sha256 === sha256);
  if (before !== undefined)
    return refused('release-failed-before', `release ${version} was given up on ${before.at}: ${before.detail}`);
  if (databaseSchema !== null && databaseSchema < minimumSchema)
    return refused(
      'schema-not-supported',
      `it takes over schema ${minimumSchema} and newer; this is ${databaseSchema}`,
    );
  return fits(manifest, databaseSchema);
}

/** Whether a release can run here at all, newer or older. */
export function fits({ version, architecture, schema }: Release, databaseSchema: number | null): Admission {
  if (architecture !== ownArchitecture())
    return refused('architecture-wrong', `release ${version} is for ${architecture}, and this box is not`);
  if (databaseSchema !== null && schema < databaseSchema)
    return refused('schema-older-than-database', `it knows schema ${schema}, and the database has ${databaseSchema}`);
  return ok(undefined);
}

/** Of the header of a database, as far as it is read here. */
const HEADER_BYTES = 64;

/**
 * The schema of the database, by its header (sqlite.org/fileformat.html §1.3.17), or a lower one where the newest is in
 * the write-ahead log still; null where there is none.
 */
export function databaseSchema({ data }: Pick<Places, 'data'>): number | null {
  try {
    const header = beginningOf(join(data, 'kiosk.sqlite'), HEADER_BYTES);
    const isWhole = header.length === HEADER_BYTES && header.toString('latin1', 0, 15) === 'SQLite format 3';
    return isWhole ? header.readUInt32BE(60) : null;
  } catch (cause) {
    systemErrorOf(cause);
    return null;
  }
}

function refused(code: AdmissionFault['code'], detail: string): Admission {
  return err({ code, detail });
}
