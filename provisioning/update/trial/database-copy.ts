import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Places } from '../../files/places.ts';
import { runAsOwner } from './run-as-owner.ts';

/** In ms: for a database of years on a slow card. */
const LONGEST = 30 * 60_000;

/** A file that is carried beside the code; of the bundled one, in the release that it lies in. */
export function carried(name: 'settle.sh' | 'database.sh'): string {
  const isBundled = import.meta.url.includes('/.build/');
  return fileURLToPath(new URL(`${isBundled ? '../../provisioning/update' : '..'}/${name}`, import.meta.url));
}

/**
 * `keep` and `forget` of database.sh, which tells what they promise; where there is no data folder, nothing. Gives back
 * what went wrong; null when nothing did.
 */
export async function copyBeside({ data }: Places, verb: 'keep' | 'forget'): Promise<string | null> {
  if (!existsSync(data)) return null;
  const command = ['/bin/sh', carried('database.sh'), verb, data] as const;
  const { exit, stderr } = await runAsOwner(data, [...command], { longestMs: LONGEST });
  return exit === 0 ? null : stderr.trim().split('\n').at(-1) || `it ended with ${exit}`;
}
