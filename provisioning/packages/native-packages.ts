import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from './architecture.ts';
import type { Inputs } from './inputs.ts';
import { nameOf } from './lock.ts';
import { copyInto, filesOf } from './tree.ts';

/** They are compiled into the addons: headers, of which nothing is read at run time. */
const HEADERS_ONLY: ReadonlySet<string> = new Set(['nan', 'node-addon-api']);

/** What a package has beside what it runs. `src` is none of these: some run from there. */
const ASIDE =
  /(^|\/)(test|tests|examples?|integration-test|docs?|deps|build|tools|node_modules|\.[^/]+)\/|(^|\/)tsconfig\.json$/;
const RUN = /\.(js|cjs|mjs|json)$/;
/** Of the programs for every machine, those for the C library of Debian on this one. */
const PREBUILT = {
  amd64: /(^|\/)prebuilds\/(linux-x64\.node|linux-x64\/[^/]*(?<!musl)\.node)$/,
  arm64: /(^|\/)prebuilds\/(linux-arm64\.node|linux-arm64\/[^/]*(?<!musl)\.node)$/,
} as const satisfies Record<Architecture, RegExp>;

/** The files of one npm package that a box needs when it runs. */
export function runtimeFiles(folder: string, architecture: Architecture): readonly string[] {
  return filesOf(folder).filter((path) => {
    if (PREBUILT[architecture].test(path)) return true;
    return RUN.test(path) && !ASIDE.test(path);
  });
}

/** Puts the packages at these places of the lock file into a tree, with what was compiled for them. */
export function putNativePackages(
  tree: string,
  places: readonly string[],
  { checkout, architecture, inputs }: { checkout: string; architecture: Architecture; inputs: Inputs },
): void {
  for (const place of places.filter((name) => !HEADERS_ONLY.has(nameOf(name))))
    for (const path of runtimeFiles(join(checkout, place), architecture))
      copyInto(tree, join(place, path), join(checkout, place, path));
  for (const [path, source] of Object.entries(inputs.addons)) copyInto(tree, path, source);
}

/** Those that have a compiled part by their own word (`binding.gyp`), and have none in the tree. */
export function withoutProgram(tree: string, places: readonly string[], checkout: string): readonly string[] {
  return places
    .filter((place) => existsSync(join(checkout, place, 'binding.gyp')))
    .filter((place) => !filesOf(join(tree, place)).some((path) => path.endsWith('.node')));
}
