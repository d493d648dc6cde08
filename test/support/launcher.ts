import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

const script = (name: string) => fileURLToPath(new URL(`../../provisioning/launch/${name}.js`, import.meta.url));

export type LauncherOptions = {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** `npm start` as a person gives it, on a data folder of the test's own, without a screen unless `env` says other. */
export class Launcher {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly exited: Promise<number | string | null>;
  readonly lines: string[] = [];

  constructor({ folder = tempFolder(), env = {} }: LauncherOptions = {}) {
    this.folder = folder;
    this.child = spawn(process.execPath, [script('start')], {
      env: {
        ...process.env,
        AK_DATA_DIR: folder,
        AK_SIM_TRACE: join(folder, 'strike-trace'),
        AK_SHELL: 'none',
        CI: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = once(this.child, 'exit').then(([code, signal]) => code ?? signal);
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    onTestFinished(async () => {
      this.child.kill('SIGTERM');
      await this.exited;
    });
  }

  /** The `nth` line that matches; waits for it. */
  async says(pattern: RegExp, nth = 0): Promise<string> {
    const all = () => this.lines.filter((line) => pattern.test(line));
    await expect.poll(() => all()[nth], { timeout: 20_000, interval: 20 }).toBeDefined();
    return all()[nth] ?? '';
  }

  /** The address that was printed last, with its token. */
  async kioskAddress(nth = 0): Promise<URL> {
    const line = await this.says(/^kiosk: /, nth);
    return new URL(/http:\S+/.exec(line)?.[0] ?? '');
  }

  /** The process id of the controller that runs under it. */
  controller(): number {
    const tasks = `/proc/${this.child.pid}/task`;
    const children = readdirSync(tasks).flatMap((task) => readText(`${tasks}/${task}/children`).trim().split(' '));
    const pid = children.find((child) => readText(`/proc/${child}/cmdline`).includes('controller/main.js'));
    if (pid === undefined) throw new Error('no controller runs');
    return Number(pid);
  }

  /** Whether the coil of the simulated strike was energised, oldest first. */
  strikeTrace(): boolean[] {
    const text = readText(join(this.folder, 'strike-trace')).trim();
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line).energised);
  }
}

/** Runs another command of the launcher to its end, on the same data folder. */
export async function launchCommand(name: 'swipe' | 'enrol', folder: string, ...args: string[]) {
  const child = spawn(process.execPath, [script(name), ...args], { env: { ...process.env, AK_DATA_DIR: folder } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data;
    });
  const [code] = await once(child, 'close');
  return { code, output };
}

export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readText(`/proc/${pid}/status`));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
