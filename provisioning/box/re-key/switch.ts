import { existsSync, linkSync, lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Terminal } from '../../command-line/terminal.ts';
import { flushFolder } from '../../files/flush-folder.ts';
import type { Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';
import { wipeFile } from '../wipe.ts';
import { type Change, type Plan, stagedContent } from './plan.ts';

const oldOf = (path: string) => `${path}.old`;

/**
 * Puts every new file in place, and keeps the one before beside it. At each moment there is the one or the other: a box
 * that starts in the midst of it opens its door. Done once more from any moment on, it comes to the same.
 */
export function switchAll(places: Places, { changes }: Plan, { note }: Terminal): void {
  for (const { path, staged, mode, owner, had } of changes) {
    note(`new: ${path}`);
    mkdirSync(dirname(path), { recursive: true });
    if (had && !existsSync(oldOf(path))) linkSync(path, oldOf(path));
    flushFolder(dirname(path));
    if (staged === null) rmSync(path, { force: true });
    else putFile({ path, content: stagedContent(places, staged), mode, owner });
    flushFolder(dirname(path));
  }
}

/** Every file is what it was, the last that was changed first. */
export function goBack({ changes }: Plan, { note }: Terminal): void {
  for (const { path, had } of changes.toReversed()) {
    note(`back: ${path}`);
    if (existsSync(oldOf(path))) renameSync(oldOf(path), path);
    else if (!had) wipeFile(path);
    flushFolder(dirname(path));
  }
}

/** What was before is gone, and what lies beside them of something that was never finished. */
export function forgetOld(changes: readonly Pick<Change, 'path'>[]): void {
  for (const { path } of changes) {
    const old = lstatSync(oldOf(path), { throwIfNoEntry: false });
    // Where somebody has thrown the plan away, it may be the very file that is in use.
    if (old !== undefined && old.nlink > 1) rmSync(oldOf(path));
    else wipeFile(oldOf(path));
  }
}
