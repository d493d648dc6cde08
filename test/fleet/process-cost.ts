import { readFileSync } from 'node:fs';

/** What a process has cost so far. `residentKb`: at its most. */
export type ProcessCost = { readonly cpuMs: number; readonly residentKb: number };

/** USER_HZ, which Linux has fixed at 100 for what it tells in /proc. */
const MS_TO_TICK = 10;

/** Of a process of this machine that is still there (proc(5)). */
export function costOf(pid: number): ProcessCost {
  // Behind the name in parentheses, which may hold anything, come the fields from the third on.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const [userTicks, systemTicks] = [fields[11], fields[12]];
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuMs: (Number(userTicks) + Number(systemTicks)) * MS_TO_TICK, residentKb: Number(peak?.[1]) };
}
