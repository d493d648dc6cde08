import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS } from './backup-container.ts';

const DATABASE = 'kiosk.sqlite';

/**
 * How the parts in `workshop` come in place of those in the data folder, one change to the folder after the other. The
 * database comes last: until then the old one is there with every row, if it was settled before. `aside`: the name under
 * which the old one stays, beside the keys that go with it; null when there was none.
 */
export function stepsOf(
  dataFolder: string,
  workshop: string,
): { readonly aside: string | null; readonly steps: readonly (() => void)[] } {
  const at = (name: string) => join(dataFolder, name);
  const stamp = `.before-restore-${new Date().toISOString().replaceAll(':', '')}`;
  const database = at(DATABASE);
  const replaced = existsSync(database);
  const steps = [
    ...PARTS.filter((name) => existsSync(at(name))).map((name) => () => linkSync(at(name), at(name) + stamp)),
    // What is left of them once it is settled is of a broken one; the new one must not be read with it.
    ...['-wal', '-shm'].map((part) => () => {
      if (existsSync(database + part)) renameSync(database + part, database + stamp + part);
    }),
    // Today's key, and what was signed last, are of another log.
    ...['pseudonym.key', 'log-head.json', 'life-sign'].map((name) => () => rmSync(at(name), { force: true })),
    () => syncFolder(dataFolder),
    ...[...PARTS].reverse().map((name) => () => renameSync(join(workshop, name), at(name))),
    () => syncFolder(dataFolder),
  ];
  return { aside: replaced ? database + stamp : null, steps };
}

/** The name under which the old database is there; null when there was none. Throws as the disk does. */
export function putInPlace(dataFolder: string, workshop: string): string | null {
  const { aside, steps } = stepsOf(dataFolder, workshop);
  for (const step of steps) step();
  return aside;
}

/** A name that was given or taken is on disk once its folder is (man 2 fsync). */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
