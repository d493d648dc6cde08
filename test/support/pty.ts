import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { expect, onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

/** A serial line without hardware: two pseudo terminals, tied together by socat. It ends with the test. */
export class PtyPair {
  /** The device files: what the driver under test opens, and what the far end opens. */
  readonly near: string;
  readonly far: string;
  #socat: ChildProcess | null = null;

  private constructor(folder: string) {
    this.near = join(folder, 'near');
    this.far = join(folder, 'far');
  }

  /** One that is plugged in. */
  static async start(): Promise<PtyPair> {
    const pair = new PtyPair(tempFolder());
    onTestFinished(() => pair.unplug());
    await pair.plugIn();
    return pair;
  }

  /** One that is not there yet. */
  static unplugged(): PtyPair {
    const pair = new PtyPair(tempFolder());
    onTestFinished(() => pair.unplug());
    return pair;
  }

  async plugIn(): Promise<void> {
    const end = (link: string) => `pty,raw,echo=0,link=${link}`;
    this.#socat = spawn('socat', [end(this.near), end(this.far)], { stdio: 'ignore' });
    await expect.poll(() => existsSync(this.near) && existsSync(this.far), { timeout: 5_000, interval: 5 }).toBe(true);
  }

  /** As when the adapter is pulled out: the device files go. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = null;
    if (socat === null || socat.exitCode !== null) return;
    const gone = once(socat, 'exit');
    socat.kill('SIGTERM');
    await gone;
    // A link that is left would lead to whoever has that terminal next.
    for (const link of [this.near, this.far]) rmSync(link, { force: true });
  }

  /** Opens the far end; each arrival of bytes goes to `received`. Answers with a way to send. */
  async openFar(received: (bytes: Buffer) => void = () => {}): Promise<(bytes: Uint8Array) => void> {
    const port = new SerialPort({ path: this.far, baudRate: 115_200, autoOpen: false });
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    port.on('data', received).on('error', () => {});
    onTestFinished(() => (port.isOpen ? new Promise<void>((resolve) => port.close(() => resolve())) : undefined));
    return (bytes) => void port.write(Buffer.from(bytes));
  }
}
