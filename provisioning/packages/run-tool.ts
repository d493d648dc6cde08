import { spawnSync } from 'node:child_process';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { PackageFault } from './fault.ts';

const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Runs a tool of the system to its end; answers with what it wrote on stdout. */
export function runTool(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Result<string, PackageFault> {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env: { ...process.env, LC_ALL: 'C', ...environment },
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT_BYTES,
  });
  if (status === 0) return ok(stdout);
  return err({ code: 'tool-failed', detail: `${command}: ${error?.message ?? stderr.trim()}` });
}
