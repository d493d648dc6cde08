import { existsSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { type MonotonicMs, milliseconds, monotonicMs, seconds } from '../../contract/units.ts';
import type { ByteLine, ByteLineListener, LineFault } from '../../ports/byte-line.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';

const FIRST_RETRY = milliseconds(250);
const LONGEST_RETRY = seconds(5);
/** One that was up for less has a loose contact: each of its comings and goings is told, and kept. */
const STEADY_AFTER = seconds(5);
/** A write that the line has not taken by then is not waited for: what is said to a device in time is said anew. */
const MOST_UNSENT_BYTES = 4096;

/** A line that takes nothing is let go without it. */
const LONGEST_LAST_WORD = milliseconds(200);

export type SerialSettings = {
  /** Of the device file; one under /dev/serial/by-id stays the same when another is plugged in. */
  readonly path: string;
  readonly baudRate: number;
  readonly parity?: 'none' | 'even' | 'odd';
};

/**
 * One serial line that is kept open: when it goes, or is not there yet, it is opened anew with back-off, which begins anew
 * once it has held for 5 s. Takes the device for itself (TIOCEXCL). Never throws.
 */
export class SerialLink implements ByteLine {
  readonly #settings: SerialSettings;
  readonly #clock: Clock;
  readonly #listener: ByteLineListener;
  #port: SerialPort | null = null;
  #retryAfter = FIRST_RETRY;
  #steadyAt: MonotonicMs = monotonicMs(Number.POSITIVE_INFINITY);
  #cancelRetry: CancelTimer = () => {};
  #stopped = false;

  constructor(settings: SerialSettings, clock: Clock, listener: ByteLineListener) {
    this.#settings = settings;
    this.#clock = clock;
    this.#listener = listener;
  }

  start(): void {
    const port = new SerialPort({ parity: 'none', ...this.#settings, autoOpen: false, lock: true });
    this.#port = port;
    port.on('error', () => {});
    port.open((error) => {
      if (error) this.#down(port, existsSync(this.#settings.path) ? 'line-refused' : 'line-absent');
      else if (this.#stopped) port.close(() => {});
      else this.#up(port);
    });
  }

  write(bytes: Uint8Array): void {
    const port = this.#port;
    if (port === null || !port.isOpen) return;
    if (port.writableLength > MOST_UNSENT_BYTES) this.#lose(port);
    else port.write(Buffer.from(bytes));
  }

  /** Resolves when the device is let go; the listener is not called after that. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry();
    const port = this.#port;
    this.#port = null;
    if (!port?.isOpen) return;
    await this.#written(port);
    await new Promise<void>((resolve) => port.close(() => resolve()));
  }

  /** Closing drops what was written and has not gone out: the last word to a board is that its relays open. */
  #written(port: SerialPort): Promise<void> {
    return new Promise((resolve) => {
      const giveUp = this.#clock.after(LONGEST_LAST_WORD, resolve);
      port.write(Buffer.alloc(0), () => {
        giveUp();
        resolve();
      });
    });
  }

  #up(port: SerialPort): void {
    this.#steadyAt = monotonicMs(this.#clock.monotonicMs() + STEADY_AFTER);
    port.on('data', (bytes: Buffer) => {
      if (this.#port === port) this.#listener.bytesReceived(bytes);
    });
    port.on('close', () => this.#down(port, 'line-lost'));
    // What came in before we listened is from another time.
    port.flush(() => {
      if (this.#port === port) this.#listener.lineUp();
    });
  }

  /** A line that takes nothing any more is as good as cut. */
  #lose(port: SerialPort): void {
    port.close(() => {});
    this.#down(port, 'line-lost');
  }

  #down(port: SerialPort, code: LineFault): void {
    if (this.#port !== port) return;
    this.#port = null;
    this.#listener.lineDown(code);
    if (this.#clock.monotonicMs() >= this.#steadyAt) this.#retryAfter = FIRST_RETRY;
    this.#steadyAt = monotonicMs(Number.POSITIVE_INFINITY);
    this.#cancelRetry = this.#clock.after(this.#retryAfter, () => this.start());
    this.#retryAfter = milliseconds(Math.min(this.#retryAfter * 2, LONGEST_RETRY));
  }
}
