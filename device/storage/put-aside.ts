import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * `broken`: SQLite found it so. `before-restore`: a backup came in its place. Beside these there is `rolled-back`, of a
 * release that was given up after it had changed the schema: provisioning/update/database.sh names it so.
 */
export type WhyAside = 'broken' | 'before-restore';

/** Of the database's own write-ahead log, too. */
const ASIDE = /\.(?:broken|before-restore|rolled-back)-(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\d\.\d{3}Z)(?:-wal|-shm)?$/;

/** What a file that is put aside is called from then on, behind its own name: why, and when. */
export function asideEnding(why: WhyAside, nowMs: number): string {
  return `.${why}-${new Date(nowMs).toISOString().replaceAll(':', '')}`;
}

/** The names of broken databases that were put aside and are still there, oldest first. */
export function brokenAside(file: string): readonly string[] {
  const name = `${basename(file)}.broken-`;
  return readdirSync(dirname(file))
    .filter((each) => each.startsWith(name) && !/-(wal|shm)$/.test(each))
    .sort();
}

/**
 * Removes one of the files beside this one that were put aside before `cutoffMs`, by their names: databases, and keys.
 * Gives back its name; null when there is none. Throws as the disk does.
 */
export function removeOneAside(file: string, cutoffMs: number): string | null {
  const folder = dirname(file);
  const expired = readdirSync(folder).find((name) => asideSince(name) < cutoffMs);
  if (expired === undefined) return null;
  rmSync(join(folder, expired), { force: true });
  return expired;
}

/** Not a number for a file that was not put aside. */
function asideSince(name: string): number {
  const [, hour, minute, second] = ASIDE.exec(name) ?? [];
  return Date.parse(`${hour}:${minute}:${second}`);
}
