import type { PresentedCredential } from '../contract/access.ts';
import type { TapOutcome } from '../contract/api.ts';
import type { ReaderConfig } from '../contract/config.ts';
import type { CredentialHash, ReaderId } from '../contract/ids.ts';
import type { Milliseconds, MonotonicMs } from '../contract/units.ts';
import { type AccessDecision, type AccessPolicy, decideAccess } from '../domain/access-decision.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { CardPresented, ReaderFeedback } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { Journal } from '../ports/journal.ts';
import type { Doors } from './doors.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PendingTapSlot, TapPurpose } from './pending-tap.ts';

type OutcomeBody = TapOutcome extends infer O
  ? O extends TapOutcome
    ? Omit<O, 'id' | 'atMs' | 'door'>
    : never
  : never;

export type TapHandlerParts = {
  readonly policy: AccessPolicy;
  readonly repeatTap: Milliseconds;
  readonly directory: CredentialDirectory;
  readonly ledger: OccupancyLedger;
  readonly keeper: LogKeeper;
  readonly pendingTap: PendingTapSlot;
  readonly hostSession: HostSession;
  readonly doors: Doors;
  readonly clock: Clock;
  readonly journal: Journal;
};

/** Told of each tap that had an effect: for the screens, null when they show it by themselves; and for the reader. */
export type ShowOutcome = (
  outcome: TapOutcome | null,
  at: { readonly id: ReaderId; readonly feedback: ReaderFeedback },
) => void;

/** What one tap leads to, from the card in the field to the strike. */
export class TapHandler {
  readonly #parts: TapHandlerParts;
  readonly #showOutcome: ShowOutcome;
  readonly #lastSeen = new Map<ReaderId, { readonly hash: CredentialHash; readonly at: MonotonicMs }>();
  #nextId = 1;

  constructor(parts: TapHandlerParts, showOutcome: ShowOutcome) {
    this.#parts = parts;
    this.#showOutcome = showOutcome;
  }

  /** Resolves when the tap has had its effect. */
  async handle(reader: ReaderConfig, card: CardPresented): Promise<void> {
    const repeated = this.#isRepeated(reader.id, card);
    const purpose = this.#parts.pendingTap.take();
    if (purpose !== null) await this.#serve(purpose, reader, card.credential);
    else if (repeated) this.#parts.journal.write({ type: 'tap-repeated', reader: reader.id });
    else await this.#decide(reader, card.credential);
  }

  /** Nobody may be known here by a personal identity number, not even by its hash. */
  refusePersonalNumber(reader: ReaderConfig): void {
    void this.#parts.keeper.keep({ type: 'personal-number-refused', reader: reader.id, door: reader.door });
    this.#show(reader, { outcome: 'personal-number' });
  }

  /** Somebody who holds the card there a second time, to be sure, is not on the way out again. */
  #isRepeated(reader: ReaderId, { credential, readAt }: CardPresented): boolean {
    const last = this.#lastSeen.get(reader);
    this.#lastSeen.set(reader, { hash: credential.hash, at: readAt });
    return last?.hash === credential.hash && readAt - last.at < this.#parts.repeatTap;
  }

  async #decide(reader: ReaderConfig, credential: PresentedCredential): Promise<void> {
    const { directory, ledger, policy, clock, doors } = this.#parts;
    const request = {
      door: doors.refusal(reader.door),
      credential,
      record: directory.find(credential.hash),
      readerDirection: reader.direction,
      inside: ledger.isInside(credential.hash),
    };
    const decision = decideAccess(request, policy, clock.wallMs());
    if (decision.outcome === 'grant') {
      await this.#grant(reader, credential, decision);
      const { open } = policy.openingHours.stateAt(clock.wallMs());
      doors.noteFirstCard(reader.door, request.record?.role === 'host', open && decision.releaseStrike);
    } else this.#deny(reader, credential, decision);
  }

  async #grant(
    reader: ReaderConfig,
    credential: PresentedCredential,
    decision: AccessDecision & { outcome: 'grant' },
  ): Promise<void> {
    await this.#parts.keeper.keep({ type: 'access-granted', ...passage(reader, credential, decision) });
    const { direction } = decision;
    if (decision.releaseStrike) this.#parts.doors.letIn(reader.door, { credential: credential.hash, direction });
    this.#show(reader, { outcome: 'granted', direction: decision.direction });
  }

  #deny(reader: ReaderConfig, credential: PresentedCredential, decision: AccessDecision & { outcome: 'deny' }): void {
    const { reason } = decision;
    void this.#parts.keeper.keep({ type: 'access-denied', ...passage(reader, credential, decision), reason });
    this.#show(reader, { outcome: 'denied', reason });
  }

  async #serve(purpose: TapPurpose, reader: ReaderConfig, credential: PresentedCredential): Promise<void> {
    if (purpose.purpose === 'enrol') await this.#enrol(purpose.role, reader, credential);
    else this.#openHostView(purpose.session, reader, credential);
  }

  #openHostView(
    session: Parameters<HostSession['open']>[0],
    reader: ReaderConfig,
    credential: PresentedCredential,
  ): void {
    const record = this.#parts.directory.find(credential.hash);
    if (record?.role === 'host' && !record.blocked) {
      void this.#parts.keeper.keep({ type: 'host-view-opened' });
      this.#parts.hostSession.open(session);
      this.#showOutcome(null, { id: reader.id, feedback: 'granted' });
    } else {
      void this.#parts.keeper.keep({ type: 'host-view-refused' });
      this.#show(reader, { outcome: 'host-refused' });
    }
  }

  async #enrol(role: 'visitor' | 'host', reader: ReaderConfig, credential: PresentedCredential): Promise<void> {
    if (credential.randomUid) {
      this.#show(reader, { outcome: 'denied', reason: 'uid-is-random' });
      return;
    }
    const { keeper, directory } = this.#parts;
    const record = keeper.take({ type: 'credential-enrolled', credential: credential.hash, role });
    const result = await directory.enrol(credential.hash, role, record);
    this.#show(reader, result.ok ? { outcome: 'enrolled', role } : { outcome: 'not-stored' });
  }

  #show(reader: ReaderConfig, body: OutcomeBody): void {
    const outcome = { id: this.#nextId++, atMs: this.#parts.clock.wallMs(), door: reader.door, ...body };
    this.#showOutcome(outcome, { id: reader.id, feedback: feedbackOf(body) });
  }
}

/** A door that waits for another is no refusal: the same card opens it in a moment. */
function feedbackOf(body: OutcomeBody): ReaderFeedback {
  if (body.outcome === 'granted' || body.outcome === 'enrolled') return 'granted';
  return body.outcome === 'denied' && body.reason === 'door-interlocked' ? 'busy' : 'denied';
}

function passage(reader: ReaderConfig, { hash, kind }: PresentedCredential, { direction }: AccessDecision) {
  return { credential: hash, kind, reader: reader.id, door: reader.door, direction };
}
