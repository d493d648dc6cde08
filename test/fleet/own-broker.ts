import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';
import { costOf, type ProcessCost } from './process-cost.ts';

const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** There is no mosquitto on this machine, it does not run, or the broker that was named lets nobody in. */
export class NoBroker extends Error {}

/**
 * What waits for the listener is to outlive a restart: mosquitto writes its sessions to disk when it is told to end, and
 * only then here, so that the disk is not measured. Its limits are to cost the listener nothing: by default it drops what
 * goes beyond 1,000 waiting messages of a client. Twenty in flight are its default, and what boxes meet.
 */
function configOf(port: number, folder: string): string {
  return [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'user root',
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 0',
    'max_queued_messages 2000000',
    'max_inflight_messages 20',
    'set_tcp_nodelay true',
    '',
  ].join('\n');
}

/** A mosquitto on a port of its own, with its files in a folder of its own. */
export class OwnBroker {
  readonly url: string;
  readonly #folder: string;
  #process: ChildProcess | null = null;
  #costBefore: ProcessCost = { cpuMs: 0, residentKb: 0 };

  private constructor(port: number, folder: string) {
    this.url = `mqtt://127.0.0.1:${port}`;
    this.#folder = folder;
    process.once('exit', this.#abandon);
  }

  /** Throws NoBroker. */
  static async start(): Promise<OwnBroker> {
    const folder = mkdtempSync(join(tmpdir(), 'ak-fleet-'));
    const port = await freePort();
    writeFileSync(join(folder, 'mosquitto.conf'), configOf(port, folder));
    const broker = new OwnBroker(port, folder);
    await broker.#start();
    return broker;
  }

  /** In good order: what it holds for the listener is there again. */
  async restart(): Promise<void> {
    await this.#end();
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.#end();
    process.off('exit', this.#abandon);
    this.#abandon();
  }

  /** Of all its runs together. */
  cost(): ProcessCost {
    const pid = this.#process?.pid;
    if (pid === undefined) return this.#costBefore;
    const { cpuMs, residentKb } = costOf(pid);
    const { cpuMs: before, residentKb: most } = this.#costBefore;
    return { cpuMs: before + cpuMs, residentKb: Math.max(most, residentKb) };
  }

  /** It does not outlive this process, nor do its files; an end in good order would write them anew. */
  readonly #abandon = () => {
    this.#process?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  };

  async #start(): Promise<void> {
    const config = join(this.#folder, 'mosquitto.conf');
    const child = spawn('mosquitto', ['-c', config], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const said: string[] = [];
    child.once('error', ({ message }) => said.push(message));
    for await (const line of createInterface({ input: child.stderr })) {
      said.push(line);
      if (line.endsWith(' running')) break;
    }
    if (child.exitCode !== null || child.pid === undefined) throw new NoBroker(said.join('\n'));
    // What it says after that must not fill the pipe and stall it.
    child.stderr.resume();
    this.#process = child;
  }

  async #end(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    this.#costBefore = this.cost();
    this.#process = null;
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  }
}
