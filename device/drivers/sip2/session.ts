import { seconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { Answer } from './answers.ts';
import type { LibraryFault } from './faults.ts';
import type { Sip2Options } from './options.ts';
import { RequestChannel } from './request-channel.ts';
import type { Request, Requests } from './requests.ts';
import type { Connect, Transport } from './transport.ts';

const CONNECTED_WITHIN = seconds(5);

export type SessionParts = {
  readonly options: Sip2Options;
  readonly connect: Connect;
  readonly requests: Requests;
  readonly clock: Clock;
};

export type SessionListener = {
  /** The library has taken the login, or wants none: it can be asked. */
  signedOn(): void;
  /** It is over. Told at most once, last, and not after `drop` or `close`. */
  lost(code: LibraryFault): void;
};

/** One connection to a library and what is asked over it, from the first try to its end; it does not come back. */
export class Session {
  readonly #listener: SessionListener;
  readonly #requests: Requests;
  readonly #channel: RequestChannel;
  readonly #transport: Transport;
  readonly #cancelDeadline: CancelTimer;

  constructor({ options, connect, requests, clock }: SessionParts, listener: SessionListener) {
    this.#listener = listener;
    this.#requests = requests;
    this.#channel = new RequestChannel((bytes) => this.#transport.send(bytes), options, clock);
    this.#cancelDeadline = clock.after(CONNECTED_WITHIN, () => this.#lose('patron-unreachable'));
    this.#transport = connect({
      opened: () => this.#signOn(),
      received: (bytes) => this.#channel.receive(bytes),
      closed: (code) => this.#lose(code),
    });
  }

  get isBusy(): boolean {
    return this.#channel.isBusy;
  }

  /** Only when it is not busy. What cannot be answered ends the session, and `answered` is not called. */
  exchange(request: Request, answered: (answer: Answer) => void): void {
    this.#channel.ask(request, (result) => {
      if (result.ok) answered(result.value);
      else this.#lose(result.error.code);
    });
  }

  /** Nobody waits for what is being asked. */
  abandon(): void {
    this.#channel.abandon();
  }

  /** Cuts the connection without a word. */
  drop(): void {
    void this.close();
  }

  /** Resolves when the connection is let go. */
  async close(): Promise<void> {
    this.#cancelDeadline();
    this.#channel.cancel();
    await this.#transport.close();
  }

  #signOn(): void {
    this.#cancelDeadline();
    const login = this.#requests.login();
    if (login === null) this.#listener.signedOn();
    else
      this.exchange(login, (answer) => {
        if (answer.kind === 'login' && answer.accepted) this.#listener.signedOn();
        else this.#lose('patron-login-refused');
      });
  }

  #lose(code: LibraryFault): void {
    this.drop();
    this.#listener.lost(code);
  }
}
