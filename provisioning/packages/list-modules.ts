import { mkdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Where a bundle's list of npm packages lies, below the checkout's `.build`. */
export function moduleListOf(bundle: string): string {
  return join('modules', `${bundle}.json`);
}

/** `node_modules/a/node_modules/b` for a file of b, as the lock file calls it; null for a file of our own. */
export function packageOfModule(id: string): string | null {
  const path = id.replaceAll('\\', '/');
  const found = /^.*?(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found?.[1] ?? null;
}

/**
 * Writes down which npm packages have code, styles or letters in a bundle, and which it leaves to be looked for at run
 * time (`external`). Not into the bundle's own folder: the screen's is served.
 */
export function listModules(bundle: string, buildFolder: string): Plugin {
  return {
    name: 'list-modules',
    generateBundle(_options, files) {
      const outputs = Object.values(files);
      const bundled = outputs.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : file.originalFileNames));
      const styles = [...this.getModuleIds()].filter((id) => /\.css($|\?)/.test(id));
      const imported = outputs.flatMap((file) =>
        file.type === 'chunk' ? [...file.imports, ...file.dynamicImports] : [],
      );
      const file = join(buildFolder, moduleListOf(bundle));
      mkdirSync(join(file, '..'), { recursive: true });
      const list = {
        packages: sorted([...bundled, ...styles].map(packageOfModule).filter((name) => name !== null)),
        external: sorted(imported.filter((name) => !(name in files) && !isBuiltin(name))),
      };
      writeFileSync(file, `${JSON.stringify(list, null, 2)}\n`);
    },
  };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
