import { create } from 'tar';
import { filesOf } from './tree.ts';

/**
 * Packs a settled tree as `.tar.gz`. Files alone, sorted, of nobody, with one time (s since 1970):
 * the same tree gives the same bytes.
 */
export function packTree(tree: string, file: string, epoch: number): void {
  const options = { gzip: { level: 6 }, file, cwd: tree, portable: true, noDirRecurse: true } as const;
  create({ ...options, sync: true, mtime: new Date(epoch * 1000) }, [...filesOf(tree)]);
}
