import { join } from 'node:path';
import type { Places } from '../files/places.ts';
import type { Around, Ran } from './around.ts';

/** On a slow card a log of a million rows takes minutes to be followed, or restored. */
const LONGEST_MS = 60 * 60_000;

/** Runs the log's own command of the release on this box (device/log-file), with --json; null where there is none. */
export function runLogCommand(
  { run }: Pick<Around, 'run'>,
  { currentRelease, data }: Places,
  args: readonly string[],
): Promise<Ran | null> {
  const [node, command] = [join(currentRelease, 'bin/node'), join(currentRelease, '.build/log/log.js')];
  return run('env', [`AK_DATA_DIR=${data}`, node, command, ...args, '--json'], LONGEST_MS);
}
