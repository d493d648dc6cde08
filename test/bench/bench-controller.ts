import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { alwaysOpen } from '../support/office.ts';
import { controllerCommand, controllerEnv } from './start.ts';

/** The controller as it is installed, in an office that is always open, with a card for each tap. */
export class BenchController {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;
  #taps = 0;

  private constructor(controller: ChildProcess, folder: string, url: string) {
    this.#process = controller;
    this.#folder = folder;
    this.url = url;
  }

  static async start(): Promise<BenchController> {
    const folder = mkdtempSync(join(tmpdir(), 'ak-bench-'));
    const env = { ...controllerEnv(folder, alwaysOpen), AK_SIM_TRACE: join(folder, 'strike-trace') };
    const controller = spawn(process.execPath, controllerCommand, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    return new BenchController(controller, folder, await addressOf(controller));
  }

  /** Opens one session. */
  get startAddress(): string {
    return `${this.url}?token=${readFileSync(join(this.#folder, 'kiosk-token'), 'utf8')}`;
  }

  /** A card that was never seen before. Resolves to the tap's number, from 1. */
  async present(): Promise<number> {
    this.#taps += 1;
    await fetch(`${this.url}sim/readers/front/present`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid: `04${this.#taps.toString(16).padStart(12, '0')}` }),
    });
    return this.#taps;
  }

  /** When the strike was energised last, in ms since 1970. */
  energisedAtMs(): number {
    const commands = readFileSync(join(this.#folder, 'strike-trace'), 'utf8').trim().split('\n');
    return commands.map((line) => JSON.parse(line)).findLast(({ energised }) => energised === true).atMs;
  }

  async close(): Promise<void> {
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
    rmSync(this.#folder, { recursive: true });
  }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the controller has no stdout');
  for await (const line of createInterface({ input: stdout })) {
    const url = /"event":"api-listening","url":"([^"]+)"/.exec(line)?.[1];
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error('the controller ended without listening');
}
