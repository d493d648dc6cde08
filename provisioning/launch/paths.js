import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this launcher lies in. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where the controller keeps its data: AK_DATA_DIR, or a git-ignored folder of the checkout. */
export const dataFolder = resolve(process.env.AK_DATA_DIR || join(root, '.data'));

export const inRoot = (...parts) => join(root, ...parts);

/** Node 24, as the lock file pins it for this machine; null where there is none. */
export function findNode24() {
  const pinned = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null;
}
