import { err } from '../../contract/result.ts';
import type { PartStatus } from '../../contract/status.ts';
import { type MonotonicMs, milliseconds, minutes, monotonicMs, seconds } from '../../contract/units.ts';
import type { ByteLineListener, LineFault } from '../../ports/byte-line.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { CredentialSourceListener, KeptLine, LineMaker } from './credential-source.ts';
import { LineFramer, type LineItem } from './line-framer.ts';
import { type LineProfile, readLine } from './line-profile.ts';
import { PassingCards } from './passing-cards.ts';
import { conditionOfLine, SourceStatus } from './source-status.ts';
import { Traffic } from './traffic.ts';

/** What comes this soon after the line came up was there before, or was kept by the device: it is no tap. */
const SETTLE = seconds(1);
/** A device with a terminator that falls silent in a line for so long has lost the rest of it. */
const LONGEST_PAUSE = milliseconds(300);
const LOOK_AT_TRAFFIC_EVERY = minutes(1);

export type LineReaderParts = {
  readonly makeLine: LineMaker;
  readonly clock: Clock;
  readonly profile: LineProfile;
  readonly listener: CredentialSourceListener;
};

/**
 * A bar code or QR scanner, or an RFID module, that sends a line for each code it reads. Codes told by `unreadable`:
 * those of `LineFrameFault` and `LineProfileFault`.
 *
 * What its status can prove: these devices have no heartbeat and nothing can be asked of them, so `ready` says only
 * that the line is open. A scanner with a dead eye, or one that sends at another speed, is `ready` too. When it is
 * silent for unusually long (`Traffic`) its line is opened anew, once for each silence, which cures a deaf driver and
 * finds a device that has gone; `warningCode` then says `silent-unusually-long` until it speaks.
 */
export class LineReader {
  readonly #parts: LineReaderParts;
  readonly #framer: LineFramer;
  readonly #cards: PassingCards;
  readonly #status: SourceStatus;
  readonly #traffic = new Traffic();
  #line: KeptLine | null = null;
  #settledAt: MonotonicMs = monotonicMs(0);
  #silentTooLong = false;
  /** Of a line that is being opened anew. */
  #closing: Promise<void> = Promise.resolve();
  #cancelPause: CancelTimer = () => {};
  #cancelLook: CancelTimer = () => {};

  constructor(parts: LineReaderParts) {
    this.#parts = parts;
    this.#framer = new LineFramer(parts.profile.terminator);
    this.#cards = new PassingCards(parts.clock, parts.listener);
    this.#status = new SourceStatus(parts.clock, (status) => parts.listener.statusChanged(status));
  }

  status(): PartStatus {
    return this.#status.now;
  }

  start(): void {
    this.#parts.listener.statusChanged(this.#status.now);
    this.#open();
    this.#lookAtTraffic();
  }

  /** Resolves when the device is let go; the listener is not called after it was called. */
  async stop(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    this.#cancelPause();
    this.#cancelLook();
    this.#cards.stop();
    await Promise.all([this.#closing, line?.stop()]);
  }

  #open(): void {
    const isNow = () => this.#line === line;
    const listener: ByteLineListener = {
      lineUp: () => isNow() && this.#up(),
      bytesReceived: (bytes) => isNow() && this.#take(bytes),
      lineDown: (code) => isNow() && this.#down(code),
    };
    const line = this.#parts.makeLine(listener);
    this.#line = line;
    line.start();
  }

  #up(): void {
    this.#framer.clear();
    this.#settledAt = monotonicMs(this.#parts.clock.monotonicMs() + SETTLE);
    this.#tellReady();
  }

  #down(code: LineFault): void {
    this.#cancelPause();
    this.#framer.clear();
    this.#cards.forget();
    this.#status.set(conditionOfLine(code));
  }

  #take(bytes: Uint8Array): void {
    const { clock, profile } = this.#parts;
    this.#traffic.note(clock.monotonicMs());
    this.#silentTooLong = false;
    this.#tellReady();
    this.#cancelPause();
    for (const item of this.#framer.push(bytes)) this.#tell(item);
    if (!this.#framer.unfinished) return;
    const { terminator } = profile;
    const pause = typeof terminator === 'object' ? milliseconds(terminator.idleGapMs) : LONGEST_PAUSE;
    this.#cancelPause = clock.after(pause, () => {
      for (const item of this.#framer.idle()) this.#tell(item);
    });
  }

  #tell(item: LineItem): void {
    const { clock, profile } = this.#parts;
    const read = 'fault' in item ? err({ code: item.fault }) : readLine(item.line, profile);
    this.#cards.note(read, clock.monotonicMs() >= this.#settledAt);
  }

  #tellReady(): void {
    this.#status.set({ state: 'ready', ...(this.#silentTooLong && { warningCode: 'silent-unusually-long' }) });
  }

  #lookAtTraffic(): void {
    const { clock } = this.#parts;
    this.#cancelLook = clock.after(LOOK_AT_TRAFFIC_EVERY, () => {
      this.#lookAtTraffic();
      if (this.#silentTooLong || !this.#traffic.isUnusuallySilent(clock.monotonicMs())) return;
      this.#silentTooLong = true;
      this.#openAnew();
    });
  }

  #openAnew(): void {
    const old = this.#line;
    if (old === null) return;
    this.#closing = old.stop().then(() => {
      if (this.#line === old) this.#open();
    });
  }
}
