import type { CredentialRole } from '../contract/access.ts';
import type { DoorId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { HostCommandFault, SessionId } from '../ports/kiosk.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { Strike } from './strike.ts';

type Outcome = Result<void, HostCommandFault>;

/** What a host may do from the screen. Each command asks for an open host view, and postpones its lock. */
export class HostCommands {
  readonly #session: HostSession;
  readonly #pendingTap: PendingTapSlot;
  readonly #keeper: LogKeeper;
  readonly #strikes: ReadonlyMap<string, Strike>;

  constructor(parts: {
    hostSession: HostSession;
    pendingTap: PendingTapSlot;
    keeper: LogKeeper;
    strikes: ReadonlyMap<string, Strike>;
  }) {
    this.#session = parts.hostSession;
    this.#pendingTap = parts.pendingTap;
    this.#keeper = parts.keeper;
    this.#strikes = parts.strikes;
  }

  touch(session: SessionId): Outcome {
    if (!this.#session.isOpenFor(session))
      return err({ code: 'host-view-locked', message: 'a host card opens the host view' });
    this.#session.open(session);
    return ok(undefined);
  }

  /** The strike follows the rule at the door: logged first, but never kept waiting by the disk. */
  async openDoor(session: SessionId, door: DoorId): Promise<Outcome> {
    const strike = this.#strikes.get(door);
    const allowed = this.touch(session);
    if (!allowed.ok) return allowed;
    if (strike === undefined) return err({ code: 'door-unknown', message: `there is no door ${door}` });
    await this.#keeper.keep({ type: 'door-opened-by-host', door });
    strike.pulse();
    return ok(undefined);
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
}
