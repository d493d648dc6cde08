import type {
  CorrectCountCommand,
  DeniedCardCommand,
  EnrolNextCommand,
  GuestPassAnswer,
  GuestPassCommand,
  NextCardCommand,
} from '../contract/api.ts';
import type { DoorId } from '../contract/ids.ts';
import { assertNever, err, ok, type Result } from '../contract/result.ts';
import type { HoldPurgeCommand } from '../contract/retention.ts';
import { type EpochMs, epochMs, hours } from '../contract/units.ts';
import type { DoorRefusal } from '../domain/access-decision.ts';
import type { ModeCommand } from '../domain/door-machine.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import type { Clock } from '../ports/clock.ts';
import type { DirectoryFault } from '../ports/credential-directory.ts';
import type { HostCommandFault } from '../ports/kiosk.ts';
import type { PassMaker } from '../ports/pass-maker.ts';
import type { SessionId } from '../ports/session.ts';
import { type CardRegistry, plainEnrolment } from './card-registry.ts';
import type { Doors } from './doors.ts';
import type { GuestPasses } from './guest-passes.ts';
import type { HostSession } from './host-session.ts';
import type { RecentDecisions } from './host-view.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { Purger } from './purger.ts';
import type { RollCaller } from './roll-caller.ts';
import type { RulesInForce } from './rules-in-force.ts';

type Outcome<T = void> = Result<T, HostCommandFault>;

export type HostCommandsParts = {
  readonly hostSession: HostSession;
  readonly pendingTap: PendingTapSlot;
  readonly keeper: LogKeeper;
  readonly doors: Doors;
  readonly registry: CardRegistry;
  readonly recent: Pick<RecentDecisions, 'credentialOf'>;
  readonly passes: PassMaker;
  readonly guests: Pick<GuestPasses, 'credentialOf'>;
  readonly rollCaller: RollCaller;
  readonly purger: Pick<Purger, 'hold' | 'release'>;
  readonly rules: RulesInForce;
  readonly clock: Clock;
};

const locked = { code: 'host-view-locked', message: 'a host card opens the host view' } as const;

/** What a host may do from the screen. Each command asks for an open host view, and postpones its lock. */
export class HostCommands {
  readonly #parts: HostCommandsParts;

  constructor(parts: HostCommandsParts) {
    this.#parts = parts;
  }

  touch(session: SessionId): Outcome {
    return this.#asHost(session, () => ok(undefined));
  }

  /** The strike follows the rule at the door: logged first, but never kept waiting by the disk. */
  async openDoor(session: SessionId, door: DoorId, extended: boolean): Promise<Outcome> {
    const by = this.#parts.hostSession.touch(session);
    const allowed = this.#mayRelease(by, door);
    if (!allowed.ok || by === null) return allowed;
    await this.#parts.keeper.keep({ type: 'door-opened-by-host', door, by });
    return released(this.#parts.doors.letIn(door, null, extended), door);
  }

  setDoorMode(session: SessionId, door: DoorId, command: ModeCommand): Outcome {
    const by = this.#parts.hostSession.touch(session);
    const releases = command === 'unlock' || command === 'lock-open';
    const allowed = releases ? this.#mayRelease(by, door) : this.#mayMove(by, door);
    if (allowed.ok) this.#parts.doors.get(door)?.setMode(command);
    return allowed;
  }

  async correctCount(session: SessionId, { present, reason }: CorrectCountCommand): Promise<Outcome> {
    const by = this.#parts.hostSession.touch(session);
    if (by === null) return err(locked);
    await this.#parts.keeper.keep({ type: 'occupancy-corrected', present, reason, by });
    return ok(undefined);
  }

  enrolNext(session: SessionId, command: EnrolNextCommand): Outcome {
    return this.#asHost(session, (by) => this.enrolNextBy(command, by));
  }

  /** Labels are for those who look after the office, and no label is a person's number. */
  enrolNextBy({ role, label }: EnrolNextCommand, by: string): Outcome {
    if (label !== undefined && (role === 'visitor' || role === 'guest'))
      return err({ code: 'label-refused', message: 'visitors and guests have no names here' });
    if (label !== undefined && holdsPersonalNumber(label))
      return err({ code: 'personal-number', message: 'personal identity numbers are not taken here' });
    const enrolment = { ...plainEnrolment(role), label: label ?? null };
    return ok(this.#parts.pendingTap.set({ purpose: 'enrol', enrolment, by, offersPin: this.#offersPin() }));
  }

  expectCard(session: SessionId, purpose: NextCardCommand['purpose']): Outcome {
    return this.#asHost(session, (by) => ok(this.#parts.pendingTap.set({ purpose, by, session })));
  }

  async serveDenied(session: SessionId, { ref, action }: DeniedCardCommand): Promise<Outcome> {
    const { hostSession, recent, registry } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return err(locked);
    const credential = recent.credentialOf(ref);
    if (credential === null) return err({ code: 'decision-unknown', message: 'it is not among the last decisions' });
    switch (action) {
      case 'enrol':
        return done(await registry.enrol(credential, plainEnrolment('visitor'), by));
      case 'block':
        return done(await registry.blockAny(credential, 'host', by));
      case 'unblock':
        return done(await registry.unblock(credential, by));
      default:
        return assertNever(action);
    }
  }

  async issuePass(
    session: SessionId,
    { hours: lasts, uses, carrier }: GuestPassCommand,
  ): Promise<Outcome<GuestPassAnswer>> {
    const { hostSession, rules, clock, pendingTap } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return err(locked);
    const { mostHours, mostUses } = rules.policy.guests;
    if (lasts > mostHours || uses > mostUses)
      return err({ code: 'pass-too-long', message: `at most ${mostHours} hours and ${mostUses} uses` });
    const until = epochMs(clock.wallMs() + hours(lasts));
    const enrolment = { ...plainEnrolment('guest'), validUntil: until, usesLeft: uses };
    if (carrier === 'qr') return this.#issueQr(until, enrolment, by);
    pendingTap.set({ purpose: 'enrol', enrolment, by, offersPin: false });
    return ok({ text: null, untilMs: until });
  }

  /** One that is lost need not be at hand. */
  async revokePass(session: SessionId, ref: number): Promise<Outcome> {
    const { hostSession, guests, registry } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return err(locked);
    const credential = guests.credentialOf(ref);
    if (credential === null) return err({ code: 'credential-unknown', message: 'there is no such pass' });
    return done(await registry.remove(credential, by));
  }

  /** Nothing is purged until then: for a request to hand out records, or an investigation. */
  async holdPurge(session: SessionId, command: HoldPurgeCommand): Promise<Outcome> {
    const by = this.#parts.hostSession.touch(session);
    if (by === null) return err(locked);
    if (holdsPersonalNumber(command.why))
      return err({ code: 'personal-number', message: 'personal identity numbers are not taken here' });
    return ok(await this.#parts.purger.hold(command, by));
  }

  async releasePurge(session: SessionId): Promise<Outcome> {
    const by = this.#parts.hostSession.touch(session);
    return by === null ? err(locked) : ok(await this.#parts.purger.release(by));
  }

  startRollCall(session: SessionId, minutes: number): Outcome {
    return this.#asHost(session, (by) => ok(this.#parts.rollCaller.start(by, minutes)));
  }

  closeRollCall(session: SessionId): Outcome {
    return this.#asHost(session, () => ok(this.#parts.rollCaller.close()));
  }

  async #issueQr(
    until: EpochMs,
    enrolment: ReturnType<typeof plainEnrolment>,
    by: string,
  ): Promise<Outcome<GuestPassAnswer>> {
    const { passes, registry, keeper } = this.#parts;
    const { text, credential } = passes.make(until);
    const stored = done(await registry.enrol(credential.hash, enrolment, by));
    if (!stored.ok) return stored;
    const uses = enrolment.usesLeft ?? 0;
    void keeper.keep({ type: 'guest-pass-issued', credential: credential.hash, untilMs: until, uses, by });
    return ok({ text, untilMs: until });
  }

  #offersPin(): boolean {
    return this.#parts.rules.policy.enrolment.pin === 'offered';
  }

  #asHost(session: SessionId, act: (by: string) => Outcome): Outcome {
    const by = this.#parts.hostSession.touch(session);
    return by === null ? err(locked) : act(by);
  }

  #mayMove(by: string | null, door: DoorId): Outcome {
    if (by === null) return err(locked);
    if (this.#parts.doors.get(door) !== undefined) return ok(undefined);
    return err({ code: 'door-unknown', message: `there is no door ${door}` });
  }

  #mayRelease(by: string | null, door: DoorId): Outcome {
    const allowed = this.#mayMove(by, door);
    return allowed.ok ? released(this.#parts.doors.refusal(door), door) : allowed;
  }
}

function released(refusal: DoorRefusal, door: DoorId): Outcome {
  if (refusal === null) return ok(undefined);
  return err({ code: refusal, message: `the door ${door} takes no access now` });
}

function done(result: Result<void, DirectoryFault>): Outcome {
  if (result.ok) return result;
  const { code } = result.error;
  if (code === 'storage-full' || code === 'storage-failed')
    return err({ code: 'storage-failed', message: 'the disk did not take it; nothing was changed' });
  return err({ code, message: code === 'credential-known' ? 'it is enrolled already' : 'it is not enrolled' });
}
