import type { CredentialRole } from '../contract/access.ts';
import type { ReaderConfig } from '../contract/config.ts';
import type { DoorId, ReaderId, VisitNumber } from '../contract/ids.ts';
import { type AccessDecision, type AccessRequest, decideAccess, hoursUnknown } from '../domain/access-decision.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { CardPresented } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { Pseudonyms } from '../ports/pseudonyms.ts';
import type { ClockSense } from './clock-sense.ts';
import type { Doors } from './doors.ts';
import type { GuestPasses } from './guest-passes.ts';
import type { RecentDecisions } from './host-view.ts';
import type { LibraryAsker } from './library-asker.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { Outcomes } from './outcomes.ts';
import type { PinChecker } from './pin-checker.ts';
import type { RecentTaps } from './recent-taps.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { UnlinkedVisits } from './unlinked-visits.ts';

export type TapDeciderParts = {
  readonly rules: RulesInForce;
  readonly room: { readonly seats: number; readonly maxPersons: number };
  readonly directory: Pick<CredentialDirectory, 'find'>;
  readonly ledger: OccupancyLedger;
  readonly pseudonyms: Pseudonyms;
  readonly unlinked: Pick<UnlinkedVisits, 'has'>;
  readonly guests: Pick<GuestPasses, 'use'>;
  readonly recent: Pick<RecentDecisions, 'add'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly doors: Doors;
  readonly clock: Clock;
  readonly pins: PinChecker;
  readonly library: LibraryAsker;
  readonly outcomes: Outcomes;
  /** Of who has just come in. */
  readonly entries: RecentTaps<VisitNumber>;
  readonly clockSense: Pick<ClockSense, 'trust'>;
};

type Evidence = Pick<AccessRequest, 'pin' | 'library'>;
type Granted = AccessDecision & { readonly outcome: 'grant'; readonly assurance: number };
type Denied = AccessDecision & { readonly outcome: 'deny' };

/** Decides on taps that want to come in or go out, asking for a PIN or the library's word where the rules do. */
export class TapDecider {
  readonly #parts: TapDeciderParts;
  /**
   * The newest tap of each reader: an older one that still waits for an answer opens nothing any more. By a mark of its
   * own, since the number of a card goes with it (I4).
   */
  readonly #newest = new Map<ReaderId, symbol>();

  constructor(parts: TapDeciderParts) {
    this.#parts = parts;
  }

  /** Resolves when the tap has had its effect. */
  async decide(reader: ReaderConfig, card: CardPresented): Promise<void> {
    const tap = Symbol('tap');
    this.#newest.set(reader.id, tap);
    const decision = await this.#decided(reader, card);
    const overtaken = this.#newest.get(reader.id) !== tap;
    if (decision.outcome === 'deny') this.#deny(reader, card, decision, overtaken);
    else if (overtaken) this.#deny(reader, card, { ...decision, outcome: 'deny', reason: 'overtaken' }, true);
    else await this.#grant(reader, card, decision);
  }

  async #decided(reader: ReaderConfig, card: CardPresented): Promise<Granted | Denied> {
    const { pins, library, outcomes, rules, clock } = this.#parts;
    let evidence: Evidence = { pin: 'not-asked', library: 'not-asked' };
    let pin: string | null = null;
    for (;;) {
      const request = this.#request(reader, card, evidence);
      const decision = decideAccess(request, rules, clock.wallMs());
      if (decision.outcome === 'deny') return decision;
      if (decision.outcome === 'grant') return { ...decision, assurance: assuranceOf(card, evidence) };
      if (decision.for === 'pin') {
        outcomes.signal(reader, 'pin-wanted');
        const asked = await pins.ask(reader, card.credential.hash, request.record?.hasPin ?? false);
        evidence = { ...evidence, pin: asked.evidence };
        pin = asked.pin;
      } else {
        const said = await library.ask(card, pin, rules.schedule.stateAt(clock.wallMs()).mode);
        if (pin !== null && (said === 'good' || said === 'pin-wrong'))
          pins.judged(reader, card.credential.hash, said === 'good');
        evidence = { ...evidence, library: said };
      }
    }
  }

  #request(reader: ReaderConfig, card: CardPresented, evidence: Evidence): AccessRequest {
    const { directory, ledger, pseudonyms, doors, library, room, clockSense } = this.#parts;
    const { credential } = card;
    return {
      doorId: reader.door,
      door: doors.refusal(reader.door),
      isInnerDoor: doors.isInner(reader.door),
      credential,
      record: directory.find(credential.hash),
      readerDirection: reader.direction,
      insideSince: ledger.visits.insideSince(pseudonyms.of(credential.hash), reader.door),
      isPatronCard: library.knows(card),
      room: { ...room, present: ledger.figure().present, hostInside: ledger.visits.hostInside },
      clock: clockSense.trust(),
      ...evidence,
    };
  }

  async #grant(reader: ReaderConfig, card: CardPresented, granted: Granted): Promise<void> {
    const { doors, outcomes, directory, entries, guests } = this.#parts;
    const { direction, notes, releaseStrike } = granted;
    const { hash } = card.credential;
    const role = directory.find(hash)?.role ?? 'visitor';
    if (!releaseStrike) doors.letOut(reader.door);
    // Counted at once, as the entry is: a copy of it at another reader finds one use less.
    const usesPass = direction === 'in' && !doors.isInner(reader.door);
    if (usesPass) guests.use(hash);
    const visit = await this.#keepGrant(reader, card, granted, role);
    const grant = { credential: hash, visit, direction, usesPass };
    const refusal = releaseStrike ? doors.letIn(reader.door, grant) : null;
    if (refusal !== null) {
      outcomes.show(reader, { outcome: 'denied', reason: refusal });
      return;
    }
    const id = outcomes.show(reader, { outcome: 'granted', direction, notes: [...notes] });
    if (direction === 'in' && visit !== null) entries.note(id, visit);
    if (releaseStrike) this.#firstCard(reader.door, role === 'host' || role === 'staff');
  }

  /** Resolves with the visit that it is part of, once the door need wait no longer. */
  async #keepGrant(
    reader: ReaderConfig,
    card: CardPresented,
    { direction, notes, assurance }: Granted,
    role: CredentialRole,
  ): Promise<VisitNumber | null> {
    const { keeper, ledger, pseudonyms, unlinked, recent, rules, clock } = this.#parts;
    const pseudonym = pseudonyms.of(card.credential.hash);
    const visit = ledger.visits.numberFor(pseudonym, direction);
    const { mode } = rules.schedule.stateAt(clock.wallMs());
    if (notes.includes('passback')) void keeper.keep({ type: 'passback-noted', visit, door: reader.door });
    recent.add({ atMs: clock.wallMs(), door: reader.door, direction, outcome: 'granted' }, card.credential.hash);
    const told = pseudonyms.kept && !unlinked.has(pseudonym);
    const kept = keeper.keep({
      type: 'access-granted',
      ...passage(reader, card),
      ...{ role, direction, visit, mode, assurance, pseudonym: told ? pseudonym : null },
    });
    if (visit !== null) ledger.visits.remember(pseudonym, visit);
    await kept;
    return visit;
  }

  /** Whoever opens up in the morning opens up for all, in the modes that say so. */
  #firstCard(door: DoorId, isHost: boolean): void {
    const { rules, clock, doors, clockSense } = this.#parts;
    const { open, mode } = rules.schedule.stateAt(clock.wallMs());
    const isOpen = open && !hoursUnknown(rules.policy, clockSense.trust());
    doors.noteFirstCard(door, isHost, isOpen && rules.policy.modes[mode].firstCardIn);
  }

  /** One that was overtaken is in the log and nowhere else: the screen is the next one's. */
  #deny(reader: ReaderConfig, card: CardPresented, { direction, reason }: Denied, overtaken: boolean): void {
    const { keeper, outcomes, directory, recent, clock } = this.#parts;
    const { hash } = card.credential;
    const role = directory.find(hash)?.role ?? 'visitor';
    recent.add({ atMs: clock.wallMs(), door: reader.door, direction, outcome: 'denied', reason }, hash);
    void keeper.keep({ type: 'access-denied', ...passage(reader, card), role, direction, reason });
    if (!overtaken) outcomes.show(reader, { outcome: 'denied', reason });
  }
}

/** The level of the policy's that this tap has proved. */
function assuranceOf({ credential }: CardPresented, { pin, library }: Evidence): number {
  const byPin = pin === 'right' || (pin === 'given' && library === 'good');
  return Math.max(credential.assurance, byPin ? 2 : 1);
}

function passage(reader: ReaderConfig, { credential: { kind } }: CardPresented) {
  return { kind, reader: reader.id, door: reader.door };
}
