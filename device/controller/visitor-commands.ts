import type { CredentialHash, DoorId, VisitNumber } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { days, type EpochMs, epochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import { isWeakPin } from '../domain/pin-strength.ts';
import type { Clock } from '../ports/clock.ts';
import type { VisitorFault } from '../ports/kiosk.ts';
import { type CardRegistry, plainEnrolment } from './card-registry.ts';
import type { Doors } from './doors.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { RecentTaps } from './recent-taps.ts';
import type { RulesInForce } from './rules-in-force.ts';

export type VisitorCommandsParts = {
  readonly doors: Pick<Doors, 'get'>;
  readonly pendingTap: PendingTapSlot;
  readonly registry: Pick<CardRegistry, 'setPin'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly ledger: OccupancyLedger;
  readonly rules: RulesInForce;
  readonly clock: Clock;
  readonly maxPersons: number;
  /** Of who may choose a PIN now, and of who has just come in. */
  readonly pinOffers: RecentTaps<CredentialHash>;
  readonly entries: RecentTaps<VisitNumber>;
};

type Outcome = Result<void, VisitorFault>;

/** Who asks at the screen, and is no host. */
const KIOSK = 'kiosk';

/** What a visitor may do at the screen, without saying who. */
export class VisitorCommands {
  readonly #parts: VisitorCommandsParts;

  constructor(parts: VisitorCommandsParts) {
    this.#parts = parts;
  }

  giveMoreTime(door: DoorId): Outcome {
    if (this.#parts.doors.get(door)?.giveMoreTime()) return ok(undefined);
    return err({ code: 'nobody-let-in', message: 'nobody is being let in' });
  }

  enrolMyself(): Outcome {
    const { rules, pendingTap } = this.#parts;
    const { self, pin } = rules.policy.enrolment;
    if (!self) return err({ code: 'enrolment-closed', message: 'a host registers cards here' });
    const enrolment = { ...plainEnrolment('visitor'), validUntil: this.#until() };
    pendingTap.set({ purpose: 'enrol', enrolment, by: KIOSK, offersPin: pin === 'offered' });
    return ok(undefined);
  }

  async choosePin(id: number, pin: string): Promise<Outcome> {
    if (isWeakPin(pin)) return err({ code: 'pin-weak', message: 'digits in a row are guessed first' });
    const credential = this.#parts.pinOffers.take(id);
    if (credential === null) return forgotten;
    const set = await this.#parts.registry.setPin(credential, pin, KIOSK);
    if (set.ok) return set;
    // Chosen again in a moment, by the same tap.
    this.#parts.pinOffers.note(id, credential);
    return err({ code: 'storage-failed', message: 'the disk did not take it; nothing was changed' });
  }

  async noteCompanions(id: number, companions: number): Promise<Outcome> {
    const { entries, ledger, maxPersons, keeper } = this.#parts;
    const { present } = ledger.figure();
    if (present !== null && present + companions > maxPersons)
      return err({ code: 'office-full', message: 'so many more are not allowed inside' });
    const visit = entries.take(id);
    if (visit === null) return forgotten;
    await keeper.keep({ type: 'companions-noted', visit, companions });
    return ok(undefined);
  }

  #until(): EpochMs | null {
    const { rules, clock } = this.#parts;
    const lasts = rules.policy.enrolment.days;
    return lasts === undefined ? null : epochMs(clock.wallMs() + days(lasts));
  }
}

const forgotten: Outcome = err({ code: 'tap-forgotten', message: 'that tap is too long ago: tap again' });
