import type { ReaderConfig } from '../contract/config.ts';
import type { CredentialHash } from '../contract/ids.ts';
import { assertNever } from '../contract/result.ts';
import { refusalByDays } from '../domain/access-decision.ts';
import type { CardPresented } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialDirectory, DirectoryFault } from '../ports/credential-directory.ts';
import type { SessionId } from '../ports/session.ts';
import { type CardRegistry, plainEnrolment } from './card-registry.ts';
import type { HostSession } from './host-session.ts';
import { inTime } from './in-time.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { MyVisits } from './my-visits.ts';
import type { OutcomeBody, Outcomes } from './outcomes.ts';
import { refusedByOwnPin } from './own-pin.ts';
import type { PendingTapSlot, TapPurpose } from './pending-tap.ts';
import type { PinChecker } from './pin-checker.ts';
import type { RecentTaps } from './recent-taps.ts';
import type { Skills } from './skills.ts';

export type NextCardParts = {
  readonly directory: Pick<CredentialDirectory, 'find' | 'readHolder'>;
  readonly clock: Clock;
  readonly registry: CardRegistry;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly pendingTap: PendingTapSlot;
  readonly hostSession: HostSession;
  readonly outcomes: Outcomes;
  /** Of who may choose a PIN now. */
  readonly pinOffers: RecentTaps<CredentialHash>;
  readonly myVisits: Pick<MyVisits, 'serve'>;
  readonly pins: Pick<PinChecker, 'ask'>;
  readonly skills: Pick<Skills, 'serve'>;
};

/** By what a host without a label is called in the log. */
const NAMELESS_HOST = 'host';

type Purpose<P extends TapPurpose['purpose']> = Extract<TapPurpose, { readonly purpose: P }>;

/** Serves a tap that was asked for, and is no entry. */
export class NextCard {
  readonly #parts: NextCardParts;

  constructor(parts: NextCardParts) {
    this.#parts = parts;
  }

  /** Resolves when the tap has had its effect. `overtaken`: whether somebody has tapped there since. */
  async serve(purpose: TapPurpose, reader: ReaderConfig, card: CardPresented, overtaken: () => boolean): Promise<void> {
    switch (purpose.purpose) {
      case 'my-visits':
        return this.#parts.myVisits.serve(purpose.session, reader, card, overtaken);
      case 'offer-skill':
        return this.#parts.skills.serve(purpose, reader, card.credential.hash);
      case 'take-back-skill':
        return this.#parts.skills.serve(null, reader, card.credential.hash);
      case 'host-view':
        return this.#openHostView(purpose.session, reader, card, overtaken);
      case 'hand-over':
        return this.#handOver(purpose, reader, card, overtaken);
      case 'enrol':
        return this.#enrol(purpose, reader, card);
      case 'enrol-another':
        return this.#enrolAnother(purpose.by, reader, card);
      case 'offer-pin':
        return this.#offerPin(purpose.session, reader, card);
      case 'remove':
        return this.#change(reader, this.#parts.registry.remove(card.credential.hash, purpose.by));
      case 'block':
        return this.#change(reader, this.#parts.registry.blockAny(card.credential.hash, 'host', purpose.by));
      case 'unblock':
        return this.#change(reader, this.#parts.registry.unblock(card.credential.hash, purpose.by));
      default:
        return assertNever(purpose);
    }
  }

  /** Whether it opens the host view, with its PIN where there is one. */
  isHosts(credential: CredentialHash): boolean {
    const { directory, clock } = this.#parts;
    const record = directory.find(credential);
    if (record === null || record.blocked || refusalByDays(record, clock.wallMs()) !== null) return false;
    return record.role === 'host' || record.role === 'staff';
  }

  async #openHostView(
    session: SessionId,
    reader: ReaderConfig,
    { credential }: CardPresented,
    overtaken: () => boolean,
  ) {
    const { keeper, hostSession, outcomes } = this.#parts;
    if (!(await this.#mayHost(reader, credential.hash, overtaken))) return;
    const by = await this.#labelOf(credential.hash);
    void keeper.keep({ type: 'host-view-opened', by });
    hostSession.open(session, by);
    outcomes.signal(reader, 'granted');
  }

  /** The view goes on, for whoever takes over; it stays with whoever has it where that is no host. */
  async #handOver(
    { session, by }: { readonly session: SessionId; readonly by: string },
    reader: ReaderConfig,
    { credential }: CardPresented,
    overtaken: () => boolean,
  ) {
    const { keeper, hostSession, outcomes } = this.#parts;
    if (!(await this.#mayHost(reader, credential.hash, overtaken))) return;
    const to = await this.#labelOf(credential.hash);
    await keeper.keep({ type: 'shift-handed-over', by, to });
    hostSession.open(session, to);
    outcomes.signal(reader, 'granted');
  }

  /** A host's card within its days, and its PIN where there is one; whoever is refused is told. */
  async #mayHost(reader: ReaderConfig, credential: CredentialHash, overtaken: () => boolean): Promise<boolean> {
    const { keeper, outcomes } = this.#parts;
    if (!this.isHosts(credential)) {
      void keeper.keep({ type: 'host-view-refused' });
      outcomes.show(reader, { outcome: 'host-refused' });
      return false;
    }
    const reason = await refusedByOwnPin(this.#parts, reader, credential);
    if (overtaken()) return false;
    if (reason !== null) outcomes.show(reader, { outcome: 'denied', reason });
    return reason === null;
  }

  async #labelOf(credential: CredentialHash): Promise<string> {
    const { directory, clock } = this.#parts;
    const holder = await inTime(directory.readHolder(credential), clock);
    return (holder?.ok ? holder.value.label : null) ?? NAMELESS_HOST;
  }

  async #enrol({ enrolment, by, offersPin }: Purpose<'enrol'>, reader: ReaderConfig, { credential }: CardPresented) {
    const { registry, outcomes, pinOffers } = this.#parts;
    if (credential.randomUid) {
      outcomes.show(reader, { outcome: 'denied', reason: 'uid-is-random' });
      return;
    }
    const done = await registry.enrol(credential.hash, enrolment, by);
    if (!done.ok) {
      outcomes.show(reader, failed(done.error));
      return;
    }
    const id = outcomes.show(reader, { outcome: 'enrolled', role: enrolment.role, pinOffered: offersPin });
    if (offersPin) pinOffers.note(id, credential.hash);
  }

  /** The first card says whose; the next one is enrolled beside it. */
  async #enrolAnother(by: string, reader: ReaderConfig, { credential }: CardPresented) {
    const { directory, outcomes, pendingTap } = this.#parts;
    const known = directory.find(credential.hash);
    if (known === null) {
      outcomes.show(reader, { outcome: 'not-enrolled' });
      return;
    }
    const { role, validFrom, validUntil } = known;
    const enrolment = { ...plainEnrolment(role), validFrom, validUntil, holderOf: credential.hash };
    outcomes.signal(reader, 'granted');
    pendingTap.set({ purpose: 'enrol', enrolment, by, offersPin: false });
  }

  /** The screen is the holder's then, and no longer the host's. */
  async #offerPin(session: SessionId, reader: ReaderConfig, { credential }: CardPresented) {
    const { directory, hostSession, outcomes, pinOffers } = this.#parts;
    if (directory.find(credential.hash) === null) {
      outcomes.show(reader, { outcome: 'not-enrolled' });
      return;
    }
    hostSession.close(session);
    pinOffers.note(outcomes.show(reader, { outcome: 'pin-offered' }), credential.hash);
  }

  async #change(reader: ReaderConfig, change: ReturnType<CardRegistry['remove']>) {
    const done = await change;
    this.#parts.outcomes.show(reader, done.ok ? { outcome: 'changed' } : failed(done.error));
  }
}

function failed({ code }: DirectoryFault): OutcomeBody {
  switch (code) {
    case 'credential-known':
      return { outcome: 'enrolled-already' };
    case 'credential-unknown':
      return { outcome: 'not-enrolled' };
    default:
      return { outcome: 'not-stored' };
  }
}
