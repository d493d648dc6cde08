import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Milliseconds, milliseconds, seconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { ReaderMessage } from './messages.ts';

/** Without a sign of life for this long the process is stuck; a busy machine may need longer to start one. */
const LONGEST_SILENCE = seconds(3);
const LONGEST_START = seconds(10);
const FIRST_RESTART = milliseconds(250);
const LONGEST_RESTART = seconds(5);
const LONGEST_STOP_MS = 500;

export type PcscProcessListener = {
  said(message: Exclude<ReaderMessage, { type: 'alive' }>): void;
  ended(why: 'reader-process-dead' | 'reader-process-hung'): void;
};

/** Keeps the reader process running: a dead one is replaced, a stuck one is killed first, with back-off. */
export class PcscProcess {
  readonly #clock: Clock;
  readonly #keyFile: string;
  readonly #listener: PcscProcessListener;
  #child: ChildProcess | null = null;
  #silence: CancelTimer = () => {};
  #restart: CancelTimer = () => {};
  #restartAfter: Milliseconds = FIRST_RESTART;
  #stopping = false;

  constructor(clock: Clock, keyFile: string, listener: PcscProcessListener) {
    this.#clock = clock;
    this.#keyFile = keyFile;
    this.#listener = listener;
  }

  start(): void {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const entry = fileURLToPath(new URL(`./pcsc-child.${extension}`, import.meta.url));
    // Each wait for a card holds a thread of its pool; a mute reader must not take the last one.
    const env = { ...process.env, UV_THREADPOOL_SIZE: '20' };
    const child = fork(entry, [this.#keyFile], { env, execArgv: ['--max-semi-space-size=1'], stdio: 'inherit' });
    let why: 'reader-process-dead' | 'reader-process-hung' = 'reader-process-dead';
    const watch = (silence: Milliseconds) =>
      this.#clock.after(silence, () => {
        why = 'reader-process-hung';
        child.kill('SIGKILL');
      });
    this.#child = child;
    this.#silence = watch(LONGEST_START);
    child.on('message', (raw) => {
      if (this.#child !== child) return;
      this.#silence();
      this.#silence = watch(LONGEST_SILENCE);
      this.#take(raw);
    });
    // `exit` follows, or never came to be: a process that could not be made is a dead one.
    child.on('error', () => this.#ended(child, why));
    child.on('exit', () => this.#ended(child, why));
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

  /** What is not a message of ours is passed over: the process is replaced only for its silence. */
  #take(raw: unknown): void {
    const message = ReaderMessage.safeParse(raw);
    if (!message.success || this.#stopping) return;
    if (message.data.type !== 'alive') this.#listener.said(message.data);
    if (message.data.type === 'readers') this.#restartAfter = FIRST_RESTART;
  }

  #ended(child: ChildProcess, why: 'reader-process-dead' | 'reader-process-hung'): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#silence();
    if (this.#stopping) return;
    this.#listener.ended(why);
    this.#restart = this.#clock.after(this.#restartAfter, () => this.start());
    this.#restartAfter = milliseconds(Math.min(this.#restartAfter * 2, LONGEST_RESTART));
  }
}
