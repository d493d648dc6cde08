import { NODE } from './box.ts';
import type { Machine } from './machine.ts';
import { OUTSIDE, OUTSIDE_PORT } from './surroundings.ts';

export type Target = readonly [host: string, port: number];
export const CONTROLLER: Target = ['127.0.0.1', 7380];
export const BROKER: Target = ['127.0.0.1', 8883];
export const NEIGHBOUR: Target = [OUTSIDE, OUTSIDE_PORT];

const connecting = ([host, port]: Target) =>
  `require('node:net').connect(${port}, '${host}').on('connect', () => process.exit(0)).on('error', () => process.exit(1)); setTimeout(() => process.exit(2), 3000)`;

/** Whether a unit with these options of systemd-run(1) gets a connection. */
export async function reaches(machine: Machine, options: readonly string[], target: Target): Promise<boolean> {
  const unit = ['systemd-run', '--quiet', '--wait', '--pipe', ...options, NODE, '-e', connecting(target)];
  return (await machine.run(...unit)).exit === 0;
}

/** Whether a process in this control group does. */
export async function reachesFrom(machine: Machine, group: string, target: Target): Promise<boolean> {
  const joined = `echo $$ > '/sys/fs/cgroup${group}/cgroup.procs' && exec ${NODE} -e "${connecting(target)}"`;
  return (await machine.run('sh', '-c', joined)).exit === 0;
}
