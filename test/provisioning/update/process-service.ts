import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Places } from '../../../provisioning/files/places.ts';
import { carried } from '../../../provisioning/update/trial/database-copy.ts';
import type { Service } from '../../../provisioning/update/trial/service.ts';

export const settleScript = carried('settle.sh');

/**
 * What systemd is to a box, by processes of this machine: before each start settle.sh, and after an end a start, for as
 * long as this process lives. A controller outlives it, as it outlives an update that is killed.
 */
export class ProcessService implements Service {
  readonly #places: Places;
  readonly #pidFile: string;
  readonly #env: Readonly<Record<string, string>>;
  #wanted = false;
  #left = false;

  constructor(places: Places, env: Readonly<Record<string, string>> = {}) {
    this.#places = places;
    this.#pidFile = join(places.root, 'controller.pid');
    this.#env = env;
  }

  async start(): Promise<void> {
    this.#wanted = true;
    this.#left = false;
    if (this.#pid() !== null) return;
    const { root, currentRelease, data } = this.#places;
    // As the unit does where its ExecStartPre= fails: not now, and again soon.
    if (spawnSync('/bin/sh', [settleScript, root]).status !== 0) {
      setTimeout(() => void (this.#wanted && this.start()), 50).unref();
      return;
    }
    const main = join(currentRelease, '.build/controller/main.js');
    const env = { ...process.env, AK_DATA_DIR: data, AK_TEST_TRACE: join(root, 'trace'), ...this.#env };
    const child = spawn(join(currentRelease, 'bin/node'), [main], { env, detached: true, stdio: 'ignore' });
    child.unref();
    writeFileSync(this.#pidFile, String(child.pid));
    child.on('exit', () => {
      // It may have been stopped and followed by another one meanwhile.
      if (this.#left || this.#noted() !== child.pid) return;
      rmSync(this.#pidFile);
      if (this.#wanted) void this.start();
    });
  }

  /** Another process sees to it from now on. */
  leave(): void {
    this.#wanted = false;
    this.#left = true;
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    await this.#end('SIGTERM');
  }

  /** What a power cut does to it. */
  async cut(): Promise<void> {
    this.#wanted = false;
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const pid = this.#pid();
    if (pid !== null) process.kill(pid, signal);
    while (this.#pid() !== null) await wait(5);
    rmSync(this.#pidFile, { force: true });
  }

  /** Null where it has ended. */
  #pid(): number | null {
    const pid = this.#noted();
    return pid !== null && isAlive(pid) ? pid : null;
  }

  #noted(): number | null {
    return existsSync(this.#pidFile) ? Number(readFileSync(this.#pidFile, 'utf8')) : null;
  }
}

/** A process that has ended and that nobody has asked for yet is no more (proc_pid_stat(5)). */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
