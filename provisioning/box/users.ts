import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type User = { readonly uid: number; readonly gid: number };

/** A user of the system below `root`, by its /etc/passwd (passwd(5)); null where there is none of this name. */
export function findUser(root: string, name: string): User | null {
  const line = readLines(join(root, 'etc/passwd')).find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
