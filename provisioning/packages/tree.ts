import {
  chmodSync,
  copyFileSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What a file of a package may be: nobody but root writes, and nothing runs as anybody else. */
export type Mode = 0o644 | 0o755;

/** Copies one file to `path` of the tree, with a mode of its own, whatever the source's and the umask are. */
export function copyInto(tree: string, path: string, source: string, mode: Mode = 0o644): void {
  const target = placeFor(tree, path);
  copyFileSync(source, target);
  chmodSync(target, mode);
}

export function writeInto(tree: string, path: string, content: string | Uint8Array, mode: Mode = 0o644): void {
  const target = placeFor(tree, path);
  writeFileSync(target, content);
  chmodSync(target, mode);
}

export function linkInto(tree: string, path: string, target: string): void {
  symlinkSync(target, placeFor(tree, path));
}

function placeFor(tree: string, path: string): string {
  const target = join(tree, path);
  mkdirSync(dirname(target), { recursive: true });
  return target;
}

export type Entry = { readonly path: string; readonly kind: 'folder' | 'file' | 'link' };

/** Everything below a folder, a folder before what is in it, by the order of code units: the same on every machine. */
export function entriesOf(tree: string, below = ''): readonly Entry[] {
  return readdirSync(join(tree, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((found): readonly Entry[] => {
      const path = join(below, found.name);
      if (found.isDirectory()) return [{ path, kind: 'folder' }, ...entriesOf(tree, path)];
      return [{ path, kind: found.isSymbolicLink() ? 'link' : 'file' }];
    });
}

export function filesOf(tree: string): readonly string[] {
  return entriesOf(tree)
    .filter(({ kind }) => kind === 'file')
    .map(({ path }) => path);
}

/** Gives every folder its mode, and everything the same time (s since 1970): what is packed then depends on nothing else. */
export function settle(tree: string, epoch: number): void {
  for (const { path, kind } of [...entriesOf(tree)].reverse()) {
    if (kind === 'folder') chmodSync(join(tree, path), 0o755);
    lutimesSync(join(tree, path), epoch, epoch);
  }
  chmodSync(tree, 0o755);
  lutimesSync(tree, epoch, epoch);
}

/** In KiB, each file by itself rounded up and a folder 1: what Debian's Installed-Size is (dpkg-gencontrol(1)). */
export function installedSize(tree: string): number {
  return entriesOf(tree).reduce((sum, { path, kind }) => {
    return sum + (kind === 'file' ? Math.ceil(lstatSync(join(tree, path)).size / 1024) : 1);
  }, 0);
}
