import { spawnSync } from 'node:child_process';

/** 2026-01-01: for sources that come without their history. */
const WITHOUT_HISTORY = 1_767_225_600;

/**
 * The time of everything in a package, s since 1970 (reproducible-builds.org, SOURCE_DATE_EPOCH): what the environment
 * says, else when the last change was committed.
 */
export function sourceDate(checkout: string, environment: NodeJS.ProcessEnv): number {
  const wanted = Number(environment.SOURCE_DATE_EPOCH || Number.NaN);
  if (Number.isSafeInteger(wanted) && wanted > 0) return wanted;
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: checkout, encoding: 'utf8' });
  return status === 0 ? Number(stdout) : WITHOUT_HISTORY;
}
