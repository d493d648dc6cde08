import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { until } from './until.ts';

const run = promisify(execFile);
const LONGEST_COMMAND_MS = 180_000;
const LONGEST_BOOT_MS = 60_000;
/** With --keep-unit nspawn does not boot it again by itself but ends with this (systemd-nspawn@.service). */
const REBOOT_WANTED = 133;

export type Ran = { readonly exit: number; readonly out: string };

/** A Debian tree that was booted by systemd-nspawn(1), with a network of its own that leads nowhere. */
export class Machine {
  readonly tree: string;
  #nspawn: ChildProcess | null = null;

  constructor(tree: string) {
    this.tree = tree;
  }

  /** Resolves when its systemd has started all that it wanted to, well or not. */
  async boot(): Promise<void> {
    const args = [
      '--quiet',
      '--boot',
      '--register=no',
      '--keep-unit',
      '--private-network',
      '--system-call-filter=bpf',
      '-D',
      this.tree,
    ];
    const env = { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' };
    const nspawn = spawn('systemd-nspawn', args, { stdio: 'ignore', env });
    this.#nspawn = nspawn;
    // Whatever ends the test, the machine goes with it.
    const end = () => void nspawn.kill('SIGKILL');
    process.once('exit', end);
    nspawn.once('exit', () => process.off('exit', end));
    await this.#booted();
  }

  /** `systemctl reboot`; resolves when it is up again. */
  async reboot(): Promise<void> {
    const nspawn = this.#nspawn;
    if (nspawn === null) throw new Error('the machine is down');
    const gone = once(nspawn, 'exit');
    await this.run('systemctl', 'reboot').catch(() => {});
    const [code] = await gone;
    if (code !== REBOOT_WANTED) throw new Error(`the machine ended with ${code}, not for a reboot`);
    await this.boot();
  }

  /** At once, as when the power goes. */
  async powerOff(): Promise<void> {
    const nspawn = this.#nspawn;
    if (nspawn === null || nspawn.exitCode !== null || nspawn.signalCode !== null) return;
    const gone = once(nspawn, 'exit');
    process.kill(this.#leader(), 'SIGKILL');
    await gone;
  }

  /** Runs a command as root in it. */
  run(...command: readonly string[]): Promise<Ran> {
    return this.#inside(['-m', '-u', '-i', '-n', '-p'], command);
  }

  /** What it said on stdout. Throws unless it ended with 0. */
  async text(...command: readonly string[]): Promise<string> {
    const { exit, out } = await this.run(...command);
    if (exit !== 0) throw new Error(`${command.join(' ')} ended with ${exit}: ${out}`);
    return out.trim();
  }

  /** Runs a script in a folder of it, as a person would type it. Ends at the first line that fails. */
  script(folder: string, lines: string): Promise<Ran> {
    return this.run('sh', '-c', `cd ${folder} && set -e\n${lines}`);
  }

  /** Starts a command of this machine, with its files, in the other's network. */
  onItsNetwork(...command: readonly string[]): ChildProcess {
    return spawn('nsenter', ['-t', String(this.#leader()), '-n', '--', ...command], { stdio: 'inherit' });
  }

  async #booted(): Promise<void> {
    await until('the boot', LONGEST_BOOT_MS, async () => {
      const { out } = await this.run('systemctl', 'is-system-running');
      return /running|degraded/.test(out) ? true : null;
    });
  }

  /** Its first process, as this machine counts. Throws when there is none. */
  #leader(): number {
    const pid = this.#nspawn?.pid;
    const [leader = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    if (!/^\d+$/.test(leader)) throw new Error('the machine is down');
    return Number(leader);
  }

  async #inside(namespaces: readonly string[], command: readonly string[]): Promise<Ran> {
    const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    const args = ['-t', String(this.#leader()), ...namespaces, '--', 'env', '-i', path, 'HOME=/root', ...command];
    try {
      const { stdout, stderr } = await run('nsenter', args, { timeout: LONGEST_COMMAND_MS, maxBuffer: 64 << 20 });
      return { exit: 0, out: stdout + stderr };
    } catch (fault) {
      if (!(fault instanceof Error && 'code' in fault && typeof fault.code === 'number')) throw fault;
      const said = fault as Error & { readonly stdout?: string; readonly stderr?: string };
      return { exit: fault.code, out: `${said.stdout ?? ''}${said.stderr ?? ''}` };
    }
  }
}
