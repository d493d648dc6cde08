import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const vpcd = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
/** Where libpcsclite looks for the service; there is one on a machine. */
const socketFile = '/run/pcscd/pcscd.comm';
const LONGEST_START_MS = 10_000;

/**
 * Where the cards of the first and of the second slot are put. Not vpcd's own 0x8C7B: the kernel gives ports from 32768
 * on to whoever connects anywhere, and then the slot could not be had.
 */
export const FIRST_SLOT = 0x5c7b;
export const SECOND_SLOT = FIRST_SLOT + 1;

/** How pcscd knows its readers: from its configuration file, by plugging them into a USB bus, or not at all. */
export type Readers = 'configured' | 'pluggable' | 'none';

/** The machine's real pcscd, in our own hands. */
export class Pcscd {
  readonly #folder: string;
  readonly #bus: string;
  #process: ChildProcess | null = null;

  /** Not running yet; the folder is taken for what it needs. */
  constructor(folder: string) {
    compile(folder);
    this.#folder = folder;
    this.#bus = join(folder, 'usb-bus');
  }

  /** Resolves when it takes clients. Readers that are pluggable are not plugged in yet. */
  async start(readers: Readers = 'configured'): Promise<void> {
    const config = join(this.#folder, readers);
    mkdirSync(config, { recursive: true });
    if (readers === 'configured') writeFileSync(join(config, 'vpcd'), virtualReader);
    const libraries = [join(this.#folder, 'fast.so'), join(this.#folder, 'usb.so')];
    const laidOver = {
      LD_PRELOAD: libraries.join(':'),
      AK_USB_BUS: this.#bus,
      AK_USB_DRIVER: join(this.#folder, 'usb-driver.so'),
    };
    const args = ['--foreground', '--critical', '--config', config];
    this.#process = spawn('pcscd', args, { env: { ...env, ...laidOver }, stdio: 'ignore' });
    const from = performance.now();
    while (!(await pcscdAnswers())) {
      if (performance.now() > from + LONGEST_START_MS) throw new Error('pcscd does not start');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  plugIn(): void {
    writeFileSync(this.#bus, '+');
  }

  unplug(): void {
    writeFileSync(this.#bus, '-');
  }

  /** SIGTERM, as at an orderly stop; resolves when it is gone. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Hangs it: the kernel goes on taking clients, nobody answers. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

const virtualReader = [
  'FRIENDLYNAME "Virtual PCD"',
  `DEVICENAME /dev/null:${FIRST_SLOT}`,
  `LIBPATH ${vpcd}`,
  `CHANNELID ${FIRST_SLOT}`,
  '',
].join('\n');

/** Makes what is laid over pcscd. */
function compile(folder: string): void {
  const gcc = (output: string, ...args: string[]) =>
    execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-o', join(folder, output), ...args]);
  gcc('fast.so', source('./pcscd-fast.c'), '-ldl');
  gcc('usb.so', source('./pcscd-usb.c'), '-ldl');
  symlinkSync(vpcd, join(folder, 'libifdvpcd.so.0'));
  const driver = [source('./pcscd-usb-driver.c'), `-DFIRST_SLOT=${FIRST_SLOT}`];
  gcc('usb-driver.so', ...driver, '-Wl,--no-as-needed', vpcd, `-Wl,-rpath,${folder}`);
  execFileSync('mkfifo', [join(folder, 'usb-bus')]);
}

/** Whether there is one on this machine, ours or another's. */
export function pcscdAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketFile);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
