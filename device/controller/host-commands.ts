import type { CredentialRole } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { ModeCommand } from '../domain/door-machine.ts';
import type { HostCommandFault, SessionId } from '../ports/kiosk.ts';
import type { Doors } from './doors.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PendingTapSlot } from './pending-tap.ts';

type Outcome = Result<void, HostCommandFault>;

/** What a host may do from the screen. Each command asks for an open host view, and postpones its lock. */
export class HostCommands {
  readonly #session: HostSession;
  readonly #pendingTap: PendingTapSlot;
  readonly #keeper: LogKeeper;
  readonly #doors: Doors;

  constructor(parts: {
    hostSession: HostSession;
    pendingTap: PendingTapSlot;
    keeper: LogKeeper;
    doors: Doors;
  }) {
    this.#session = parts.hostSession;
    this.#pendingTap = parts.pendingTap;
    this.#keeper = parts.keeper;
    this.#doors = parts.doors;
  }

  touch(session: SessionId): Outcome {
    if (!this.#session.isOpenFor(session))
      return err({ code: 'host-view-locked', message: 'a host card opens the host view' });
    this.#session.open(session);
    return ok(undefined);
  }

  /** The strike follows the rule at the door: logged first, but never kept waiting by the disk. */
  async openDoor(session: SessionId, door: DoorId, extended: boolean): Promise<Outcome> {
    const allowed = this.#mayRelease(session, door);
    if (!allowed.ok) return allowed;
    await this.#keeper.keep({ type: 'door-opened-by-host', door });
    this.#doors.letIn(door, null, extended);
    return ok(undefined);
  }

  setDoorMode(session: SessionId, door: DoorId, command: ModeCommand): Outcome {
    const releases = command === 'unlock' || command === 'lock-open';
    const allowed = releases ? this.#mayRelease(session, door) : this.#mayMove(session, door);
    if (allowed.ok) this.#doors.get(door)?.setMode(command);
    return allowed;
  }

  async correctCount(session: SessionId, present: number): Promise<Outcome> {
    const allowed = this.touch(session);
    if (allowed.ok) await this.#keeper.keep({ type: 'occupancy-corrected', present });
    return allowed;
  }

  enrolNext(session: SessionId, role: CredentialRole): Outcome {
    const allowed = this.touch(session);
    if (allowed.ok) this.#pendingTap.set({ purpose: 'enrol', role });
    return allowed;
  }

  #mayMove(session: SessionId, door: DoorId): Outcome {
    const allowed = this.touch(session);
    if (!allowed.ok || this.#doors.get(door) !== undefined) return allowed;
    return err({ code: 'door-unknown', message: `there is no door ${door}` });
  }

  #mayRelease(session: SessionId, door: DoorId): Outcome {
    const allowed = this.#mayMove(session, door);
    const refusal = this.#doors.refusal(door);
    if (!allowed.ok || refusal === null) return allowed;
    return err({ code: refusal, message: `the door ${door} takes no access now` });
  }
}
