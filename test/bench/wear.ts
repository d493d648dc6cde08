import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Health } from '../../device/contract/api.ts';
import { alwaysOpen } from '../support/office.ts';
import { controllerCommand, controllerEnv } from './start.ts';

const TAPS = 1_000;
/** Of one who comes in: granted, door open, taken, door closed. Each is a commit of its own, but for the two in the middle. */
const COMMITS_OF_A_TAP = 3;
const ROW_BYTES = 250;
const MEGABYTE = 2 ** 20;

export type Wear = { readonly alone: number; readonly withBroker: number; readonly floor: number };

/**
 * What 1,000 taps cost the disk, in MB: what a real controller has sent to the block layer for people who come in one after
 * the other (proc_pid_io(5), write_bytes: without what the file system writes for itself), by itself and with a broker that
 * takes all of it; and, as their floor, bare appends with fdatasync, one for each commit. `folder` has to lie on a disk.
 */
export async function benchWear(folder: string): Promise<Wear> {
  const alone = await wearOf(folder, 'none');
  const withBroker = await wearOf(folder, 'embedded');
  return { alone, withBroker, floor: bareAppends(folder) };
}

async function wearOf(folder: string, broker: 'none' | 'embedded'): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  // Doors that are walked through here, and not by somebody who takes a second and a half.
  const config = {
    ...alwaysOpen,
    broker: { mode: broker },
    doors: alwaysOpen.doors.map(({ simulatedVisitor: _, ...door }) => door),
  };
  const env = controllerEnv(folder, config);
  const child = spawn(process.execPath, controllerCommand, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await listening(child);
  const before = writtenBy(child.pid);
  for (let n = 0; n < TAPS; n++) await comeIn(url, n);
  await stored(url);
  const megabytes = (writtenBy(child.pid) - before) / MEGABYTE;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return megabytes;
}

async function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const said = JSON.parse(line);
      if (said.event === 'api-listening') resolve(String(said.url));
    });
  });
  return url;
}

async function comeIn(url: string, n: number): Promise<void> {
  const post = (path: string, body: object) =>
    fetch(new URL(`/sim/${path}`, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('readers/front/present', { uid: `04${n.toString(16).padStart(12, '0')}` });
  // The strike is released a moment after the tap.
  while (!(await post('doors/entrance/open', {})).ok) await setTimeout(1);
  await post('doors/entrance/close', {});
}

async function stored(url: string): Promise<void> {
  for (;;) {
    const { log } = Health.parse(await (await fetch(new URL('/api/health', url))).json());
    if (log.pending === 0) return;
    await setTimeout(20);
  }
}

function bareAppends(folder: string): number {
  const bare = openSync(join(folder, 'bare-row'), 'w');
  const row = Buffer.alloc(ROW_BYTES, 'x');
  const before = writtenBy(process.pid);
  for (let n = 0; n < TAPS * COMMITS_OF_A_TAP; n++) {
    writeSync(bare, row);
    fdatasyncSync(bare);
  }
  const megabytes = (writtenBy(process.pid) - before) / MEGABYTE;
  closeSync(bare);
  return megabytes;
}

function writtenBy(pid = 0): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}
