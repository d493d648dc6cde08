import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Ticks of the CPU time in /proc/<pid>/stat to a second (proc(5): sysconf(_SC_CLK_TCK), 100 on Linux). */
const TICKS_PER_S = 100;

/** CPU time that these processes use in so many seconds, in per cent of one core. */
export async function cpuPercent(pids: readonly number[], seconds: number): Promise<number> {
  const before = cpuSeconds(pids);
  await setTimeout(seconds * 1_000);
  return ((cpuSeconds(pids) - before) / seconds) * 100;
}

/**
 * Proportional set size of these processes, in MB. `own`: without what files hold, whose share for each process changes
 * as other browsers on the machine come and go.
 */
export function proportionalMb(pids: readonly number[]): { readonly all: number; readonly own: number } {
  const rollups = pids.map((pid) => readProc(pid, 'smaps_rollup'));
  const sumOf = (name: string) =>
    rollups.reduce(
      (sum, rollup) => sum + Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0),
      0,
    ) / 1_024;
  const all = sumOf('Pss');
  return { all, own: all - sumOf('Pss_File') };
}

function cpuSeconds(pids: readonly number[]): number {
  return pids.map(ticksOf).reduce((sum, each) => sum + each, 0) / TICKS_PER_S;
}

/** utime and stime, the 14th and 15th field; the second, a name in parentheses, may hold blanks. */
function ticksOf(pid: number): number {
  const fields = readProc(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** Empty for a process that has ended. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
