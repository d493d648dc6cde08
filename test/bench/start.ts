import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { alwaysOpen } from '../support/office.ts';
import { spreadOf } from './statistics.ts';

const RUNS = 5;
const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** As the launcher starts it. */
const runtime = z
  .object({ file: z.string(), flags: z.array(z.string()), env: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(fromRoot('provisioning/launch/controller-runtime.json'), 'utf8')));
export const controllerCommand = [...runtime.flags, fromRoot(runtime.file)];

export type StartResult = { readonly armedMs: number; readonly bareNodeMs: number; readonly residentMb: number };

/** From the start of the controller process to its reader armed, on the database in `folder`; medians. */
export async function benchStart(folder: string): Promise<StartResult> {
  const runs: StartResult[] = [];
  for (let run = 0; run <= RUNS; run++) runs.push(await startOnce(folder));
  runs.shift();
  const median = (pick: (run: StartResult) => number) => spreadOf(runs.map(pick)).p50;
  return {
    armedMs: median((run) => run.armedMs),
    bareNodeMs: median((run) => run.bareNodeMs),
    residentMb: median((run) => run.residentMb),
  };
}

export function controllerEnv(folder: string, config: unknown): NodeJS.ProcessEnv {
  mkdirSync(folder, { recursive: true });
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify(config));
  const own = { AK_DATA_DIR: folder, AK_CONFIG: configFile, NODE_COMPILE_CACHE: fromRoot('.cache/compile') };
  return { ...process.env, ...runtime.env, ...own };
}

async function startOnce(folder: string): Promise<StartResult> {
  const bareFrom = performance.now();
  spawnSync(process.execPath, [...runtime.flags, '-e', '0'], { env: { ...process.env, ...runtime.env } });
  const bareNodeMs = performance.now() - bareFrom;
  const env = controllerEnv(folder, alwaysOpen);
  const from = performance.now();
  const child = spawn(process.execPath, controllerCommand, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let armedMs = Number.NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    const { event } = JSON.parse(line);
    if (event === 'reader-ready') armedMs = performance.now() - from;
    if (event === 'api-listening') break;
  }
  const residentMb = residentOf(child.pid ?? 0);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { armedMs, bareNodeMs, residentMb };
}

function residentOf(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1]) / 1024;
}
