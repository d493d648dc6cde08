import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every plain file below a folder: its content as a digest, and its mode. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => {
        const digest = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
        return [file.slice(folder.length), `${(lstatSync(file).mode & 0o777).toString(8)} ${digest}`];
      }),
  );
}
