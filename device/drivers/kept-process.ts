import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Milliseconds, milliseconds, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';

/** Without a sign of life for this long the process is stuck; a busy machine may need longer to start one. */
const LONGEST_SILENCE = seconds(3);
const LONGEST_START = seconds(10);
const FIRST_RESTART = milliseconds(250);
const LONGEST_RESTART = seconds(5);
const LONGEST_STOP_MS = 500;

/** `process-dead`: it ended, or could not be started. `process-hung`: it gave no sign of life and was killed. */
export type ProcessFault = 'process-dead' | 'process-hung';

export type KeptProcessParts<Message> = {
  readonly clock: Clock;
  /** The module that it runs. */
  readonly entry: URL;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Null for what is no message of ours: it is passed over, and counts as a sign of life. */
  readonly parse: (raw: unknown) => Message | null;
  readonly said: (message: Message) => void;
  /** Once for each process, and nothing is `said` by it after that. One that is stuck may hold what it had a while longer. */
  readonly ended: (why: ProcessFault) => void;
};

/** Keeps a child process running: a dead one is replaced, a stuck one is killed first, with back-off. */
export class KeptProcess<Message> {
  readonly #parts: KeptProcessParts<Message>;
  #child: ChildProcess | null = null;
  #silence: CancelTimer = () => {};
  #restart: CancelTimer = () => {};
  #restartAfter: Milliseconds = FIRST_RESTART;
  #stopping = false;

  constructor(parts: KeptProcessParts<Message>) {
    this.#parts = parts;
  }

  start(): void {
    const { clock, entry, args } = this.#parts;
    const env = { ...process.env, ...this.#parts.env };
    const memory = ['--max-semi-space-size=1'];
    const child = fork(fileURLToPath(entry), [...args], { env, execArgv: memory, stdio: 'inherit' });
    let hung = false;
    const watch = (silence: Milliseconds) =>
      clock.after(silence, () => {
        hung = true;
        child.kill('SIGKILL');
        // What waits for a device in the kernel does not end before the kernel lets it go.
        if (!this.#stopping) this.#parts.ended('process-hung');
      });
    this.#child = child;
    this.#silence = watch(LONGEST_START);
    child.on('message', (raw) => {
      if (this.#child !== child || hung) return;
      this.#silence();
      this.#silence = watch(LONGEST_SILENCE);
      this.#take(raw);
    });
    // `exit` follows, or never came to be: a process that could not be made is a dead one.
    child.on('error', () => this.#gone(child, hung));
    child.on('exit', () => this.#gone(child, hung));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#restart();
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    if (child.connected) child.disconnect();
    const killer = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
    await gone;
    clearTimeout(killer);
  }

  /** Lost when it does not run. */
  send(message: object): void {
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  /** It does its work: the next restart comes soon again. */
  noteWell(): void {
    this.#restartAfter = FIRST_RESTART;
  }

  #take(raw: unknown): void {
    const message = this.#stopping ? null : this.#parts.parse(raw);
    if (message !== null) this.#parts.said(message);
  }

  #gone(child: ChildProcess, told: boolean): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#silence();
    if (this.#stopping) return;
    if (!told) this.#parts.ended('process-dead');
    this.#restart = this.#parts.clock.after(this.#restartAfter, () => this.start());
    this.#restartAfter = milliseconds(Math.min(this.#restartAfter * 2, LONGEST_RESTART));
  }
}
