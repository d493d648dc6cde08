import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** As it ships; `npm test` builds it first. */
const main = fileURLToPath(new URL('../../.build/controller/main.js', import.meta.url));

type LogLine = { readonly event: string } & Readonly<Record<string, unknown>>;

export type ProcessOptions = {
  /** The data folder; it is made when it is missing. */
  readonly folder: string;
  readonly config?: unknown;
  readonly env?: Readonly<Record<string, string>>;
};

/** The real controller as a process of its own. */
export class ControllerProcess {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly lines: LogLine[] = [];
  readonly exited: Promise<number | string | null>;
  stderr = '';
  #output = '';
  #woken: () => void = () => {};

  constructor({ folder, config, env }: ProcessOptions) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    const configFile = join(folder, 'config.json');
    if (config !== undefined) writeFileSync(configFile, typeof config === 'string' ? config : JSON.stringify(config));
    this.child = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        AK_DATA_DIR: folder,
        AK_CONFIG: config === undefined ? '' : configFile,
        AK_SIM_TRACE: join(folder, 'strike-trace'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = once(this.child, 'exit').then(([code, signal]) => code ?? signal);
    this.child.stderr?.on('data', (data) => {
      this.stderr += data;
    });
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.#take(line));
    onTestFinished(async () => void (await this.kill()));
  }

  /** Everything that was said on stdout. */
  output(): string {
    return this.#output;
  }

  /** The first line of this event; waits for it. Rejects when the process ends without. */
  async said(event: string): Promise<LogLine> {
    for (;;) {
      const line = this.lines.find((each) => each.event === event);
      if (line) return line;
      const woken = new Promise<'line'>((resolve) => {
        this.#woken = () => resolve('line');
      });
      const first = await Promise.race([woken, this.exited]);
      if (first !== 'line') throw new Error(`ended (${first}) without saying ${event}: ${this.stderr}`);
    }
  }

  async url(): Promise<string> {
    return String((await this.said('api-listening')).url);
  }

  async post(path: string, body: unknown = {}): Promise<Response> {
    const url = new URL(path, await this.url());
    return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  async get(path: string): Promise<unknown> {
    return (await fetch(new URL(path, await this.url()))).json();
  }

  /** Each change of the simulated strike's coil, as an observer beside it wrote it down. */
  strikeTrace(): { energised: boolean; atMs: number }[] {
    try {
      const text = readFileSync(join(this.folder, 'strike-trace'), 'utf8').trim();
      return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  }

  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | string | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }

  kill(): Promise<number | string | null> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  #take(line: string): void {
    this.#output += `${line}\n`;
    this.lines.push(JSON.parse(line));
    this.#woken();
  }
}
