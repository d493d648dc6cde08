import { assertNever } from '../../contract/result.ts';
import { type MonotonicMs, monotonicMs } from '../../contract/units.ts';
import type { ReaderFeedback } from '../../ports/card-reader.ts';
import type { Command } from './commands.ts';
import type { ReaderFault, ReaderStatus, RefusedCode } from './events.ts';
import { Exchange, type Unusable } from './exchange.ts';
import { feedbackCommands } from './feedback.ts';
import type { ReplyFrame } from './frame.ts';
import { Liveness } from './liveness.ts';
import { ReaderNews } from './reader-news.ts';
import type { Reply } from './replies.ts';
import { RequestQueue } from './request-queue.ts';
import { SignOn, type SignOnParts, type SignOnStep } from './sign-on.ts';

/** Sooner than a person takes for late, and seldom enough that eight readers cost little of a Pi (README, bench). */
const POLL_EVERY_MS = 75;
/** A MAC is 4 bytes; who guesses gets this many tries, then the session is made anew. */
const WRONG_MACS = 3;
/** What was asked for so long is not asked again: the session is made anew, and a strike does not open late (I8). */
const ASK_FOR_MS = 1_000;

type Phase = 'signing-on' | 'identifying' | 'describing' | 'reporting' | 'online';

const AFTER: Partial<Record<Phase, Phase>> = {
  identifying: 'describing',
  describing: 'reporting',
  reporting: 'online',
};

const ASKED: Partial<Record<Phase, Command>> = {
  identifying: { kind: 'identify' },
  describing: { kind: 'describe' },
  reporting: { kind: 'local-status' },
};

export type SessionParts = SignOnParts & {
  readonly address: number;
  /** What the reader is told first in each session, before anything that waits for it. */
  readonly greeting: () => readonly Command[];
};

/**
 * One reader, as a function of what came and when: it signs on, asks who is there and polls. It has no timers: the bus
 * calls `expire` at `expiresAt` and `next` at `askAt`, then `take` for what comes, or `missed`. It goes on for ever.
 */
export class ReaderSession {
  readonly #parts: SessionParts;
  readonly #exchange: Exchange;
  readonly #news: ReaderNews;
  readonly #queue = new RequestQueue();
  readonly #liveness = new Liveness();
  #signOn: SignOn;
  #phase: Phase = 'signing-on';
  #asking: Command = { kind: 'poll' };
  #askedAt: MonotonicMs = monotonicMs(0);
  #status: ReaderStatus = { state: 'starting' };
  #wrongMacs = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#exchange = new Exchange(parts.address);
    this.#news = new ReaderNews(parts.tell);
    this.#signOn = new SignOn(parts, this.#exchange);
  }

  /** When it wants to be asked. */
  get askAt(): MonotonicMs {
    return this.#liveness.askAt;
  }

  /** When time will have ended something. */
  get expiresAt(): number {
    const offlineAt = this.#status.state === 'faulted' ? Number.POSITIVE_INFINITY : this.#liveness.offlineAt;
    return Math.min(offlineAt, this.#parts.keys.installEndsAt ?? Number.POSITIVE_INFINITY);
  }

  /** Whether asking it is likely to be in vain. */
  get isSilent(): boolean {
    return this.#liveness.isSilent;
  }

  /** Whether something waits for it that it can be told at once. */
  get isAwaited(): boolean {
    return this.#phase === 'online' && !this.#queue.isEmpty;
  }

  /** The line is up. */
  start(now: MonotonicMs): void {
    this.#liveness.good(now);
    this.#liveness.heard();
    this.#setStatus({ state: 'starting' });
    this.#reconnect(now);
  }

  lineDown(code: ReaderFault, now: MonotonicMs): void {
    this.#fault(code, now);
  }

  /** Ends what time has ended. */
  expire(now: MonotonicMs): void {
    if (this.#parts.keys.installRanOut(now)) {
      this.#parts.tell({ kind: 'install-ended' });
      this.#reconnect(now);
    }
    if (this.#status.state !== 'faulted' && now >= this.#liveness.offlineAt) this.#fault(this.#liveness.trouble, now);
  }

  /** The bytes to send now; they are the last ones again until they are answered, or given up. */
  next(now: MonotonicMs): Uint8Array {
    if (this.#exchange.open !== null) {
      if (now < this.#askedAt + ASK_FOR_MS) return this.#exchange.open;
      this.#reconnect(now);
    }
    this.#askedAt = now;
    this.#asking = this.#command();
    return this.#exchange.ask(this.#asking);
  }

  /** What came in while the request is open; true when that ends it. */
  take(frame: ReplyFrame, now: MonotonicMs): boolean {
    const verdict = this.#exchange.judge(frame);
    switch (verdict.kind) {
      case 'ignored':
        return false;
      case 'refused':
        return this.#refuse(verdict.code, now);
      case 'again':
        this.missed(now);
        return true;
      case 'busy':
        if (this.#isClearReader()) this.#liveness.good(now);
        this.#liveness.askIn(POLL_EVERY_MS, now);
        return true;
      case 'lost':
        this.#liveness.troubled('session-lost');
        this.#reconnect(now);
        return true;
      case 'reply':
        this.#answered(verdict.reply, now);
        return true;
      default:
        return assertNever(verdict);
    }
  }

  /** Bytes came while the request is open that are no message; an answer may still come. */
  garbled(code: RefusedCode): void {
    this.#liveness.troubled(code);
    this.#parts.tell({ kind: 'refused', code });
  }

  /** No good answer came in time. */
  missed(now: MonotonicMs): void {
    this.#liveness.missed(now);
  }

  /** False when the reader is not there to show it; what was to be shown before and is not yet is not shown. */
  show(feedback: ReaderFeedback, now: MonotonicMs): boolean {
    this.#queue.drop(['led', 'buzzer', 'text']);
    return this.send(feedbackCommands(feedback, this.#news.showsText), now);
  }

  /** False when the reader is not there; then nothing of it is sent. */
  send(commands: readonly Command[], now: MonotonicMs): boolean {
    if (this.#status.state !== 'online') return false;
    this.#queue.add(commands);
    this.#liveness.hurry(now);
    return true;
  }

  /** Only an installer at the box calls this. Until then the reader may be given its key; it reads no cards meanwhile. */
  openInstall(until: MonotonicMs, now: MonotonicMs): void {
    this.#parts.keys.openInstall(until);
    this.#reconnect(now);
  }

  #command(): Command {
    if (this.#phase === 'signing-on') return this.#signOn.command();
    const queued = this.#phase === 'online' ? this.#queue.next() : null;
    return queued ?? ASKED[this.#phase] ?? { kind: 'poll' };
  }

  #answered(reply: Reply | Unusable, now: MonotonicMs): void {
    this.#liveness.heard();
    this.#liveness.askIn(0, now);
    if (this.#exchange.secured || this.#isClearReader()) this.#liveness.good(now);
    if (this.#phase === 'signing-on') this.#stepOn(this.#signOn.answered(reply), reply, now);
    else this.#told(reply, now);
  }

  #stepOn(step: SignOnStep, reply: Reply | Unusable, now: MonotonicMs): void {
    if (step.kind === 'anew') this.#reconnect(now);
    if (step.kind === 'faulted') this.#fault(step.code, now);
    if (step.kind !== 'signed-on') return;
    if (!this.#exchange.secured) this.#news.note(reply);
    this.#phase = 'identifying';
  }

  #told(reply: Reply | Unusable, now: MonotonicMs): void {
    if (reply.kind === 'nak') this.#refused(this.#asking, reply.code);
    else this.#news.note(reply);
    const before = this.#phase;
    this.#phase = AFTER[before] ?? before;
    if (this.#phase !== 'online') return;
    if (before !== 'online') this.#cameOnline();
    if (this.#queue.isEmpty) this.#liveness.askIn(POLL_EVERY_MS, now);
  }

  #cameOnline(): void {
    this.#queue.addFirst(this.#parts.greeting());
    this.#setStatus({ state: 'online', secured: this.#exchange.secured });
  }

  #refused(command: Command, nak: number): void {
    if (command.kind === 'output') this.#parts.tell({ kind: 'output-refused', output: command.output, nak });
    else this.#parts.tell({ kind: 'command-refused', command: command.kind, nak });
  }

  #refuse(code: RefusedCode, now: MonotonicMs): boolean {
    this.garbled(code);
    if (code === 'mac-wrong') this.#wrongMacs += 1;
    if (this.#wrongMacs < WRONG_MACS) return false;
    this.#reconnect(now);
    return true;
  }

  /** There is no key for it, and it keeps to the order of a session: as good as clear gets. */
  #isClearReader(): boolean {
    const connecting = this.#phase === 'signing-on' && this.#signOn.isConnecting;
    return this.#parts.keys.candidate() === null && !connecting;
  }

  #fault(code: ReaderFault, now: MonotonicMs): void {
    this.#setStatus({ state: 'faulted', code });
    this.#reconnect(now);
  }

  /** Begins with nothing; what waited is too old. A reader that is out is tried slowly. */
  #reconnect(now: MonotonicMs): void {
    this.#signOn = new SignOn(this.#parts, this.#exchange);
    this.#phase = 'signing-on';
    this.#queue.clear();
    this.#wrongMacs = 0;
    if (this.#status.state === 'faulted') this.#liveness.askSlowly(now);
    else this.#liveness.askIn(0, now);
  }

  #setStatus(status: ReaderStatus): void {
    this.#status = status;
    this.#parts.tell({ kind: 'status', status });
  }
}
