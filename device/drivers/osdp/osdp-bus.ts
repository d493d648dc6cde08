import { type MonotonicMs, milliseconds } from '../../contract/units.ts';
import type { LineFault } from '../../ports/byte-line.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { KeptLine, LineMaker } from '../line-reader/credential-source.ts';
import { FrameParser, type Parsed } from './frame-parser.ts';
import type { ReaderSession } from './reader-session.ts';

/** A reader begins its answer within this (SIA OSDP 2.2 §5.7, REPLY_DELAY). */
const ANSWER_TIME = milliseconds(200);
/** The rest of an answer that has begun: 256 bytes at 9,600 baud. */
const REST_TIME = milliseconds(270);
/** After a reader that does not answer the others have the line for so long. */
const SILENT_PAUSE_MS = 400;
/** Readers whose turns are as near as that are asked one right after the other: one waking of the process for all. */
const GATHER_MS = 15;
/** What waits when the bus is stopped, the release of a strike above all, gets this long. */
const LONGEST_DRAIN = milliseconds(500);
/** Lets the receivers on the line settle before the start of a message (SIA OSDP 2.2 §5.7). */
const MARK = 0xff;

type Turn = { readonly session: ReaderSession; lastAskedMs: number };

/**
 * One RS-485 line with the readers on it: one request at a time, first to those for whom something waits, then to whoever
 * was not asked for longest. A reader that does not answer takes at most a third of the line's time from the others,
 * whatever number of them there are.
 */
export class OsdpBus {
  readonly #clock: Clock;
  readonly #makeLine: LineMaker;
  readonly #parser = new FrameParser();
  readonly #turns: Turn[] = [];
  #line: KeptLine | null = null;
  #isUp = false;
  #asked: ReaderSession | null = null;
  #silentAskedMs = Number.NEGATIVE_INFINITY;
  #cancelTimer: CancelTimer = () => {};
  #drained: () => void = () => {};

  constructor(makeLine: LineMaker, clock: Clock) {
    this.#makeLine = makeLine;
    this.#clock = clock;
  }

  /** Serves the reader too; before `start`. */
  add(session: ReaderSession): void {
    this.#turns.push({ session, lastAskedMs: Number.NEGATIVE_INFINITY });
  }

  start(): void {
    this.#line = this.#makeLine({
      lineUp: () => this.#up(),
      bytesReceived: (bytes) => this.#take(this.#parser.push(bytes)),
      lineDown: (code) => this.#down(code),
    });
    this.#line.start();
  }

  /** Resolves when the device is let go. What waits is sent first, within half a second; a reader that is out waits not. */
  async stop(): Promise<void> {
    if (this.#isUp && this.#turns.some(isAwaited)) await this.#drain();
    this.#halt();
    const line = this.#line;
    this.#line = null;
    await line?.stop();
  }

  /** Something waits for a reader. */
  hurry(): void {
    if (this.#isUp && this.#asked === null) this.#goOn();
  }

  #up(): void {
    this.#isUp = true;
    for (const { session } of this.#turns) session.start(this.#clock.monotonicMs());
    this.#goOn();
  }

  #down(code: LineFault): void {
    this.#halt();
    for (const { session } of this.#turns) session.lineDown(code, this.#clock.monotonicMs());
  }

  #drain(): Promise<void> {
    return new Promise((resolve) => {
      this.#drained = resolve;
      this.#clock.after(LONGEST_DRAIN, resolve);
    });
  }

  #halt(): void {
    this.#isUp = false;
    this.#asked = null;
    this.#cancelTimer();
  }

  #goOn(): void {
    this.#cancelTimer();
    this.#asked = null;
    const now = this.#clock.monotonicMs();
    for (const { session } of this.#turns) session.expire(now);
    if (!this.#turns.some(isAwaited)) this.#drained();
    const turn = this.#nextTurn(now);
    if (turn === null) this.#waitForTurn(now);
    else this.#ask(turn, now);
  }

  #nextTurn(now: MonotonicMs): Turn | null {
    const due = this.#turns.filter(({ session }) => session.askAt <= now + GATHER_MS);
    const answering = due.filter(({ session }) => !session.isSilent);
    const silentMayWait = this.#turns.some(({ session }) => !session.isSilent);
    const candidates = silentMayWait && now < this.#silentAskedMs + SILENT_PAUSE_MS ? answering : due;
    const awaited = candidates.filter(isAwaited);
    return (awaited.length > 0 ? awaited : candidates).reduce<Turn | null>(
      (first, turn) => (first === null || turn.lastAskedMs < first.lastAskedMs ? turn : first),
      null,
    );
  }

  #waitForTurn(now: MonotonicMs): void {
    const next = Math.min(...this.#turns.map(({ session }) => Math.min(this.#turnAt(session), session.expiresAt)));
    if (next !== Number.POSITIVE_INFINITY)
      this.#cancelTimer = this.#clock.after(milliseconds(Math.max(1, next - now)), () => this.#goOn());
  }

  #turnAt({ askAt, isSilent }: ReaderSession): number {
    return isSilent ? Math.max(askAt, this.#silentAskedMs + SILENT_PAUSE_MS) : askAt;
  }

  #ask(turn: Turn, now: MonotonicMs): void {
    const { session } = turn;
    turn.lastAskedMs = now;
    this.#asked = session;
    // Nothing that came before this request can be its answer.
    this.#parser.clear();
    this.#line?.write(Uint8Array.from([MARK, ...session.next(now)]));
    this.#cancelTimer = this.#clock.after(ANSWER_TIME, () => this.#late(session));
  }

  #late(session: ReaderSession): void {
    if (this.#parser.midFrame) this.#cancelTimer = this.#clock.after(REST_TIME, () => this.#missed(session));
    else this.#missed(session);
  }

  #missed(session: ReaderSession): void {
    const now = this.#clock.monotonicMs();
    session.missed(now);
    if (session.isSilent) this.#silentAskedMs = now;
    this.#goOn();
  }

  #take(found: readonly Parsed[]): void {
    const session = this.#asked;
    if (session === null) return;
    for (const one of found) {
      if (one.kind === 'fault') session.garbled(one.code);
      else if (session.take(one.frame, this.#clock.monotonicMs())) {
        this.#goOn();
        return;
      }
    }
  }
}

function isAwaited({ session }: Turn): boolean {
  return session.isAwaited && !session.isSilent;
}
