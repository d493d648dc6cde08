import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Owner } from '../../files/put-file.ts';

export const ROOT: Owner = { user: 0, group: 0 };

/** Of the user of that name in the tree, with the group of the same name; null where there is none. passwd(5). */
export function ownerNamed(root: string, name: string): Owner | null {
  const user = numberOf(join(root, 'etc/passwd'), name);
  const group = numberOf(join(root, 'etc/group'), name);
  return user === null || group === null ? null : { user, group };
}

/** Whether the tree has a group of that name. group(5). */
export function hasGroup(root: string, name: string): boolean {
  return numberOf(join(root, 'etc/group'), name) !== null;
}

/** The third field of the line that begins with the name: the same in both files. */
function numberOf(file: string, name: string): number | null {
  if (!existsSync(file)) return null;
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const number = Number(line?.split(':')[2]);
  return Number.isInteger(number) ? number : null;
}
