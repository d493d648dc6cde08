import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS } from './backup-container.ts';

const DATABASE = 'kiosk.sqlite';

/**
 * How the parts that are in `workshop` still come in place of those in the data folder, one change to the folder after
 * the other; done once more from any of them on, it comes to the same. The database comes last: until then the old one is
 * there with every row, if it was settled before. `aside`: what the old ones are called from then on, behind their names.
 */
export function stepsOf(dataFolder: string, workshop: string, aside: string): readonly (() => void)[] {
  const at = (name: string) => join(dataFolder, name);
  const toCome = PARTS.filter((name) => existsSync(join(workshop, name)));
  const toLink = toCome.filter((name) => existsSync(at(name)) && !existsSync(at(name) + aside));
  // What is left of them once it is settled is of a broken one; the new one must not be read with it.
  const logs = ['-wal', '-shm'].filter((end) => toCome.includes(DATABASE) && existsSync(at(DATABASE) + end));
  return [
    ...toLink.map((name) => () => linkSync(at(name), at(name) + aside)),
    ...logs.map((end) => () => renameSync(at(DATABASE) + end, at(DATABASE) + aside + end)),
    // Today's key, and what was signed last, are of another log.
    ...['pseudonym.key', 'log-head.json', 'life-sign'].map((name) => () => rmSync(at(name), { force: true })),
    () => syncFolder(dataFolder),
    ...toCome.toReversed().map((name) => () => renameSync(join(workshop, name), at(name))),
    () => syncFolder(dataFolder),
  ];
}

/** A name that was given or taken is on disk once its folder is (man 2 fsync). */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
