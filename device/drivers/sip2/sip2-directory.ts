import type { PartStatus } from '../../contract/status.ts';
import type { Milliseconds } from '../../contract/units.ts';
import { holdsPersonalNumber } from '../../domain/personal-number.ts';
import { wallTimeAt } from '../../domain/wall-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PatronAnswer, PatronDirectory, PatronRefusal, PatronRequest } from '../../ports/patron-directory.ts';
import { PinAttempts } from '../pin-attempts.ts';
import { isSameCard } from '../same-card.ts';
import { openSealed } from '../sealed-number.ts';
import type { Answer, Patron } from './answers.ts';
import { canWrite } from './charset.ts';
import { decide, wasPinWrong } from './decision.ts';
import { LibraryLink } from './library-link.ts';
import type { Sip2Options } from './options.ts';
import { cleanValue } from './outgoing-text.ts';
import { type Asked, PendingAsk } from './pending-ask.ts';
import { Requests } from './requests.ts';
import type { Connect } from './transport.ts';

export type Sip2DirectoryParts = {
  readonly options: Sip2Options;
  readonly connect: Connect;
  readonly clock: Clock;
  /** IANA name; where the days end on which cards expire. */
  readonly timeZone: string;
  /** Uniform in 0–1, as `Math.random`. */
  readonly random: () => number;
};

/**
 * A library's system by 3M SIP 2.00, one request at a time. Its faults are those of `LibraryFault`. Of what the library
 * says of a patron only the decision is told, and nothing is kept but how many wrong PINs a card had, by its hash.
 *
 * Without the library being asked: an empty PIN is wrong; after three wrong ones within 15 minutes every PIN of that card
 * is; a number or a PIN that the library's charset or its messages cannot carry is no card's: without what they cannot, it
 * would be another card's, by a hash that nobody has blocked here. An answer about another card than the one asked for ends
 * the connection.
 */
export class Sip2Directory implements PatronDirectory {
  readonly #parts: Sip2DirectoryParts;
  readonly #requests: Requests;
  readonly #link: LibraryLink;
  readonly #attempts: PinAttempts;
  #listener: { statusChanged(status: PartStatus): void } | null = null;
  #waiting: readonly PendingAsk[] = [];
  #current: PendingAsk | null = null;

  constructor(parts: Sip2DirectoryParts) {
    this.#parts = parts;
    this.#requests = new Requests(parts.options, parts.clock);
    this.#attempts = new PinAttempts(parts.clock);
    this.#link = new LibraryLink(
      { ...parts, requests: this.#requests },
      {
        statusChanged: (status) => this.#listener?.statusChanged(status),
        freed: () => this.#askNext(),
        lost: (code) => this.#answerAll(code),
      },
    );
  }

  status(): PartStatus {
    return this.#link.status;
  }

  start(listener: { statusChanged(status: PartStatus): void }): void {
    if (this.#listener !== null) return;
    this.#listener = listener;
    listener.statusChanged(this.#link.status);
    this.#link.start();
  }

  ask({ credential, number, pin }: PatronRequest, deadline: Milliseconds): Promise<PatronAnswer> {
    const card = openSealed(number).trim();
    const asked: Asked = { credential, card, pin: pin === null ? null : cleanValue(pin) };
    const refusal = this.#refusalWithoutAsking(asked);
    if (refusal !== null) return Promise.resolve({ outcome: 'refused', reason: refusal });
    const { state, faultCode } = this.#link.status;
    if (this.#listener === null || state === 'faulted')
      return Promise.resolve(unavailable(faultCode ?? 'patron-unreachable'));
    return new Promise((resolve) => {
      const parts = { clock: this.#parts.clock, resolve, overdue: (ask: PendingAsk) => this.#overdue(ask) };
      this.#waiting = [...this.#waiting, new PendingAsk(asked, deadline, parts)];
      this.#askNext();
    });
  }

  async stop(): Promise<void> {
    this.#listener = null;
    this.#answerAll('patron-unreachable');
    await this.#link.stop();
  }

  #refusalWithoutAsking({ credential, card, pin }: Asked): PatronRefusal | null {
    const { charset } = this.#parts.options;
    const isCarried = cleanValue(card) === card && canWrite(card, charset);
    if (card === '' || !isCarried || holdsPersonalNumber(card)) return 'patron-unknown';
    if (pin === null) return null;
    return pin === '' || !canWrite(pin, charset) || !this.#attempts.isLeft(credential) ? 'pin-wrong' : null;
  }

  #askNext(): void {
    while (this.#link.isFree) {
      const [next, ...rest] = this.#waiting;
      if (next === undefined) return;
      this.#waiting = rest;
      // Others may have tried PINs of this card while it waited.
      const refusal = this.#refusalWithoutAsking(next.asked);
      if (refusal === null) this.#ask(next);
      else next.answer({ outcome: 'refused', reason: refusal });
    }
  }

  #ask(ask: PendingAsk): void {
    const { card, pin } = ask.asked;
    const { patronInformation } = this.#link.abilities;
    this.#current = ask;
    this.#link.exchange(this.#requests.patron(card, pin, patronInformation ? 'information' : 'status'), (answer) => {
      this.#current = null;
      this.#take(answer, ask);
    });
  }

  #take(answer: Answer, ask: PendingAsk): void {
    const { card } = ask.asked;
    if (answer.kind !== 'patron' || answer.patron.card === null || !isSameCard(answer.patron.card, card)) {
      ask.answer(unavailable('patron-garbled'));
      this.#link.giveUp('patron-garbled');
      return;
    }
    ask.answer(this.#decide(answer.patron, ask.asked));
    if (this.#link.abilities.endSession) this.#link.exchange(this.#requests.endSession(card), () => {});
  }

  #decide(patron: Patron, { credential, pin }: Asked): PatronAnswer {
    const { options, clock, timeZone } = this.#parts;
    const pinGiven = pin !== null;
    if (wasPinWrong(patron, pinGiven)) this.#attempts.take(credential);
    else if (pinGiven && patron.pin === 'right') this.#attempts.right(credential);
    const { year, month, day } = wallTimeAt(clock.wallMs(), timeZone);
    return decide(patron, { pinGiven, denyPositions: options.denyPositions, today: (year * 100 + month) * 100 + day });
  }

  /** A library that is too slow for one is too slow for those who wait behind. */
  #overdue(ask: PendingAsk): void {
    ask.answer(unavailable('patron-timeout'));
    const behind = this.#waiting.filter((other) => other !== ask);
    this.#waiting = [];
    for (const other of behind) other.answer(unavailable('patron-timeout'));
    this.#link.tooSlow(ask.deadline);
  }

  #answerAll(code: string): void {
    const unanswered = [...(this.#current === null ? [] : [this.#current]), ...this.#waiting];
    this.#current = null;
    this.#waiting = [];
    for (const ask of unanswered) ask.answer(unavailable(code));
  }
}

function unavailable(code: string): PatronAnswer {
  return { outcome: 'unavailable', code };
}
