import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { flushFolder } from '../../files/flush-folder.ts';
import type { Places } from '../../files/places.ts';
import { parseJson } from '../../files/text-file.ts';
import { PROGRAMS, Release } from '../release/manifest.ts';
import { systemErrorOf } from '../system-error.ts';
import { flushTree } from './flush-tree.ts';

/** A release tree that lies on this box, by its absolute path. */
export type Installed = { readonly folder: string; readonly release: Release };

const SLOTS = ['a', 'b'] as const;

/** Where the releases of a box lie, and which of them runs. */
export class Slots {
  readonly #places: Places;

  constructor(places: Places) {
    this.#places = places;
  }

  /** The folder that `current` names, whatever is there; null where there is no such link. */
  currentFolder(): string | null {
    try {
      return resolve(this.#places.releases, readlinkSync(this.#places.currentRelease));
    } catch (cause) {
      systemErrorOf(cause);
      return null;
    }
  }

  /** What runs; without a link, what the package brought. Null where that is no release. */
  current(): Installed | null {
    return this.in(this.currentFolder() ?? this.#places.packagedRelease);
  }

  /** Null where no whole release lies there. */
  in(folder: string): Installed | null {
    const file = join(folder, 'release.json');
    const release = existsSync(file) ? Release.safeParse(parseJson(readFileSync(file, 'utf8'))) : null;
    const isWhole = PROGRAMS.every((program) => existsSync(join(folder, program)));
    return release?.success && isWhole ? { folder, release: release.data } : null;
  }

  /** A slot that nothing runs from. */
  idle(): string {
    const current = this.currentFolder();
    const [first, second] = SLOTS.map((name) => join(this.#places.releases, name));
    return (first === current ? second : first) ?? '';
  }

  /** Where a slot is filled before it is one; empty. */
  beginFilling(slot: string): string {
    const part = `${slot}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(this.#places.releases, { recursive: true });
    return part;
  }

  /** What was filled takes the place of what the slot held. */
  fill(slot: string): void {
    flushTree(`${slot}.part`);
    rmSync(slot, { recursive: true, force: true });
    renameSync(`${slot}.part`, slot);
    flushFolder(this.#places.releases);
  }

  /** From the next start on this one runs: the link is the old one or the new one at any moment. */
  switchTo(folder: string): void {
    const part = `${this.#places.currentRelease}.part`;
    rmSync(part, { force: true });
    symlinkSync(folder, part);
    renameSync(part, this.#places.currentRelease);
    flushFolder(this.#places.releases);
  }
}
