import type { PartStatus } from '../../contract/status.ts';
import { type Milliseconds, milliseconds, seconds } from '../../contract/units.ts';
import { BackOff } from '../../domain/back-off.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { SourceStatus } from '../line-reader/source-status.ts';
import type { Answer } from './answers.ts';
import type { LibraryFault } from './faults.ts';
import type { Sip2Options } from './options.ts';
import type { Request, Requests } from './requests.ts';
import { Session } from './session.ts';
import type { Connect } from './transport.ts';

/** Libraries and firewalls cut connections that are idle for five minutes. */
const KEPT_ALIVE_EVERY = seconds(240);
/** A library is not held to less: a deadline may be shorter than any network. */
const LEAST_PATIENCE = seconds(1);
const MOST_PATIENCE = seconds(60);

export type LibraryLinkParts = {
  readonly options: Sip2Options;
  readonly connect: Connect;
  readonly requests: Requests;
  readonly clock: Clock;
  /** Uniform in 0–1, as `Math.random`. */
  readonly random: () => number;
};

export type LibraryLinkListener = {
  statusChanged(status: PartStatus): void;
  /** The library is there and nothing is being asked. */
  freed(): void;
  /** What was asked is not answered any more. */
  lost(code: LibraryFault): void;
};

/**
 * Keeps one connection to a library on which a 99 has been answered; asks anew every 240 s, connects anew after 1 s, then
 * 2 s, up to 60 s. A library that was too slow once is `faulted` until it answers a 99 within the time that it had missed,
 * looked at with the same waits, which begin at 1 s again when something is answered in time.
 */
export class LibraryLink {
  readonly #parts: LibraryLinkParts;
  readonly #listener: LibraryLinkListener;
  readonly #status: SourceStatus;
  readonly #backOff: BackOff;
  readonly #detail: string;
  #session: Session | null = null;
  #patience: Milliseconds = MOST_PATIENCE;
  #abilities = { patronInformation: true, endSession: false };
  #cancelTimer: CancelTimer = () => {};

  constructor(parts: LibraryLinkParts, listener: LibraryLinkListener) {
    const { host, port, tls } = parts.options;
    this.#parts = parts;
    this.#listener = listener;
    this.#status = new SourceStatus(parts.clock, (status) => listener.statusChanged(status));
    this.#backOff = new BackOff(parts.random);
    this.#detail = `${tls === undefined ? 'SIP2' : 'SIP2 in TLS'}, ${host}:${port}`;
  }

  get status(): PartStatus {
    return this.#status.now;
  }

  /** As of the last 98. */
  get abilities(): { readonly patronInformation: boolean; readonly endSession: boolean } {
    return this.#abilities;
  }

  /** Whether something can be asked now. */
  get isFree(): boolean {
    return this.#status.now.state === 'ready' && this.#session?.isBusy === false;
  }

  start(): void {
    this.#connect();
  }

  /** When it is free, or in `answered`. Not answered when `lost` is told before. */
  exchange(request: Request, answered: (answer: Answer) => void): void {
    const session = this.#session;
    this.#cancelTimer();
    session?.exchange(request, (answer) => {
      if (this.#status.now.state === 'ready') this.#wasInTime();
      answered(answer);
      if (this.#session === session && !session.isBusy) this.#settle();
    });
  }

  /** Somebody has waited so long for nothing. */
  tooSlow(waited: Milliseconds): void {
    this.#patience = milliseconds(Math.max(LEAST_PATIENCE, waited));
    this.#fault('patron-timeout');
    this.#session?.abandon();
  }

  /** What the library said cannot be used, and what it says next is not to be trusted either. */
  giveUp(code: LibraryFault): void {
    this.#session?.drop();
    this.#lost(code);
  }

  async stop(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#cancelTimer();
    await session?.close();
  }

  #connect(): void {
    this.#session = new Session(this.#parts, {
      signedOn: () => this.#verify(),
      lost: (code) => this.#lost(code),
    });
  }

  #verify(): void {
    const { requests, clock } = this.#parts;
    const askedAt = clock.monotonicMs();
    this.exchange(requests.status(), (answer) => {
      if (answer.kind !== 'status') return;
      this.#abilities = answer;
      if (!answer.online) this.giveUp('patron-offline');
      else if (clock.monotonicMs() - askedAt > this.#patience) this.#fault('patron-timeout');
      else this.#status.set({ state: 'ready', detail: this.#detail });
    });
  }

  /** Nothing is being asked on a connection that stands. */
  #settle(): void {
    const isReady = this.#status.now.state === 'ready';
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(isReady ? KEPT_ALIVE_EVERY : this.#backOff.next(), () =>
      this.#verify(),
    );
    if (isReady) this.#listener.freed();
  }

  #wasInTime(): void {
    this.#backOff.reset();
    this.#patience = MOST_PATIENCE;
  }

  #lost(code: LibraryFault): void {
    this.#session = null;
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(this.#backOff.next(), () => this.#connect());
    this.#fault(code);
    this.#listener.lost(code);
  }

  #fault(faultCode: LibraryFault): void {
    this.#status.set({ state: 'faulted', faultCode, detail: this.#detail });
  }
}
