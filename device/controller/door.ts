import type { DoorAlarm, DoorMode, DoorPhysicalState, PassageDirection } from '../contract/access.ts';
import type { CredentialHash, DoorId, VisitNumber } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import { type Milliseconds, milliseconds } from '../contract/units.ts';
import type { DoorRefusal } from '../domain/access-decision.ts';
import {
  type DoorCommand,
  type DoorEvent,
  type DoorInput,
  type ModeCommand,
  stepDoor,
} from '../domain/door-machine.ts';
import { type DoorState, type DoorTimes, doorMode, isSecure, newDoor, nextDoorWake } from '../domain/door-state.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { DoorHardware } from '../ports/door-hardware.ts';
import type { Journal } from '../ports/journal.ts';
import type { LogKeeper } from './log-keeper.ts';

/** Whose tap a release of the strike is for. */
export type Grant = {
  readonly credential: CredentialHash;
  readonly visit: VisitNumber | null;
  readonly direction: PassageDirection;
  /** Whether it is a use of a guest pass, if the credential is one. */
  readonly usesPass: boolean;
};

export type DoorParts = {
  readonly hardware: DoorHardware;
  readonly times: DoorTimes;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly onChange: () => void;
  /** Somebody was granted access, and has not gone through the door. */
  readonly notTaken: (grant: Grant) => void;
};

/** One door: its machine, its clock, its hardware. The only place that energises a strike (I2). */
export class Door {
  readonly id: DoorId;
  readonly #parts: DoorParts;
  #state: DoorState = newDoor;
  #byFirstCard = false;
  /** In this run, or that was lifted. */
  #wasOverridden = false;
  #energised = false;
  #resting = false;
  /** Granted in this release of the strike, and not yet known to have come in. */
  #grants: Grant[] = [];
  #cancelWake: CancelTimer = () => {};
  /** Set while what holds it unlocked has an end of its own. */
  #cancelHold: CancelTimer | null = null;

  constructor(parts: DoorParts) {
    this.id = parts.hardware.door;
    this.#parts = parts;
  }

  /** Before `start`, of the run before: no restart lifts a block or a lock-down, and none unlocks. */
  learnMode(mode: DoorMode): void {
    this.#state = { ...this.#state, override: mode === 'blocked' || mode === 'locked-down' ? mode : 'none' };
  }

  /** As `learnMode`, of a disk that gives it long after the start; what was ordered since then stands. */
  learnModeLate(mode: DoorMode): void {
    if (this.#wasOverridden) return;
    if (mode === 'locked-down') this.setMode('lock-down');
    else if (mode === 'blocked') this.setMode('block');
  }

  /** A day begins, and a start reads the log from here on. */
  beginDay(): void {
    const mode = this.mode();
    if (mode === 'blocked' || mode === 'locked-down')
      void this.#parts.keeper.keep({ type: 'door-mode-changed', door: this.id, mode });
  }

  /** Begins to watch the leaf and the exit button. */
  start(): void {
    const { contact, rex, strike, tamper } = this.#parts.hardware;
    strike.onStatus((status) => this.#tellStrike(status));
    tamper?.onChange((tampered) => {
      void this.#parts.keeper.keep({ type: tampered ? 'tamper-raised' : 'tamper-cleared', door: this.id });
      this.#parts.onChange();
    });
    this.#take({ type: 'contact', physical: contact.state() });
    contact.onChange((physical) => {
      void this.#parts.keeper.keep({ type: 'door-state-changed', door: this.id, state: physical });
      this.#take({ type: 'contact', physical });
    });
    rex.onPressed(() => {
      void this.#parts.keeper.keep({ type: 'exit-requested', door: this.id });
      this.#take({ type: 'rex' });
    });
  }

  mode(): DoorMode {
    return doorMode(this.#state);
  }

  physical(): DoorPhysicalState {
    return this.#parts.hardware.contact.state();
  }

  alarm(): DoorAlarm {
    return this.#state.alarm;
  }

  /** Whether whoever is being let in was given more time. */
  extended(): boolean {
    return this.#state.access?.extended ?? false;
  }

  /** Whether somebody should shut it now. */
  shutSoon(): boolean {
    return this.#state.held !== null && this.#state.held.told !== 'nothing';
  }

  /** Whether it is unlocked, or will be once what overrides that is lifted. */
  isUnlocked(): boolean {
    return this.#state.base === 'unlocked';
  }

  isSecure(): boolean {
    return isSecure(this.#state);
  }

  /** Why it takes no access: its own mode, or a strike that would not move. */
  refusal(): DoorRefusal {
    if (this.#state.fire) return 'fire-alarm';
    const mode = this.mode();
    if (mode === 'blocked' || mode === 'locked-down') return `door-${mode}`;
    return this.#parts.hardware.strike.status().state === 'ready' ? null : 'door-out-of-order';
  }

  /** Releases the strike for one passage; `grant` is null when a host opens it. */
  letIn(grant: Grant | null, extended = false): void {
    // A release that has run out by now is none of this grant’s.
    this.#take({ type: 'wake' });
    if (grant !== null) this.#grants.push(grant);
    this.#take({ type: 'access', extended });
  }

  /** Somebody has tapped on the way out: the leaf that opens now is not forced. */
  letOut(): void {
    this.#take({ type: 'leave' });
  }

  /** Whoever was let in needs more time to come in. False when nobody is being let in, or has had it already. */
  giveMoreTime(): boolean {
    const before = this.#state.access;
    this.#take({ type: 'extend' });
    const given = before !== null && !before.extended && this.#state.access?.extended === true;
    if (given) void this.#parts.keeper.keep({ type: 'access-extended', door: this.id });
    return given;
  }

  /** Granted, but the door has come to take no access meanwhile. */
  turnAway(grant: Grant | null): void {
    const { keeper, notTaken } = this.#parts;
    const { visit = null, direction } = grant ?? {};
    void keeper.keep({ type: 'access-not-taken', door: this.id, visit, ...(direction && { direction }) });
    if (grant !== null) notTaken(grant);
  }

  setMode(command: ModeCommand): void {
    if (command !== 'unlock' && command !== 'lock') this.#wasOverridden = true;
    const before = this.mode();
    // Who says so now takes over from the first card.
    if (command === 'unlock') this.#byFirstCard = false;
    this.#take({ type: command });
    const mode = this.mode();
    if (mode !== before) void this.#parts.keeper.keep({ type: 'door-mode-changed', door: this.id, mode });
  }

  /** Unlocks it for so long; that is over before, once anybody has locked it. */
  unlockFor(lasts: Milliseconds): void {
    this.setMode('unlock');
    this.#endHold();
    if (this.isUnlocked()) this.#cancelHold = this.#parts.clock.after(lasts, () => this.setMode('lock'));
  }

  /** Whether it is unlocked for a time that somebody has set. */
  locksByItself(): boolean {
    return this.#cancelHold !== null;
  }

  /** Whoever opens up in the morning opens up for all. */
  unlockByFirstCard(): void {
    if (this.isUnlocked()) return;
    this.setMode('unlock');
    this.#byFirstCard = this.isUnlocked();
  }

  /** What a first card unlocked is locked again; what a host unlocked stays as it is. */
  endFirstCard(): void {
    if (this.#byFirstCard) this.setMode('lock');
  }

  /** The fire alarm came on or went off. */
  setFire(active: boolean): void {
    this.#take({ type: 'fire', active });
  }

  /** Idle for good: nothing releases the strike after this. */
  rest(): void {
    this.#resting = true;
    this.#cancelWake();
    this.#endHold();
    this.#idle();
  }

  #endHold(): void {
    this.#cancelHold?.();
    this.#cancelHold = null;
  }

  #tellStrike({ state, faultCode }: PartStatus): void {
    const { keeper, onChange } = this.#parts;
    if (state === 'ready') void keeper.keep({ type: 'strike-ready', door: this.id });
    else if (state !== 'starting') void keeper.keep({ type: 'strike-lost', door: this.id, code: faultCode ?? state });
    // A door that is held unlocked does not wait for its next renewal.
    if (state === 'ready') this.#take({ type: 'strike-ready' });
    onChange();
  }

  #take(input: DoorInput): void {
    const { clock, times, onChange } = this.#parts;
    const before = this.#state;
    const step = stepDoor(before, input, clock.monotonicMs(), times);
    this.#state = step.state;
    for (const command of step.commands) this.#obey(command);
    for (const event of step.events) this.#tell(event);
    if (step.state.access === null) this.#grants = [];
    if (!this.isUnlocked()) {
      this.#endHold();
      this.#byFirstCard = false;
    }
    this.#cancelWake();
    const wake = nextDoorWake(step.state, times);
    if (wake !== null && !this.#resting) {
      const delay = milliseconds(Math.max(0, wake - clock.monotonicMs()));
      this.#cancelWake = clock.after(delay, () => this.#take({ type: 'wake' }));
    }
    if (step.state !== before) onChange();
  }

  #obey(command: DoorCommand): void {
    if (command.type === 'idle') this.#idle();
    else if (!this.#resting) {
      this.#parts.hardware.strike.energise(command.forMs);
      if (!this.#energised)
        this.#parts.journal.write({ type: 'strike-energised', door: this.id, forMs: command.forMs });
      this.#energised = true;
    }
  }

  #idle(): void {
    this.#parts.hardware.strike.release();
    if (this.#energised) this.#parts.journal.write({ type: 'strike-idle', door: this.id });
    this.#energised = false;
  }

  #tell(event: DoorEvent): void {
    const { keeper, journal } = this.#parts;
    const door = this.id;
    switch (event.type) {
      case 'access-taken':
        this.#grants = [];
        void keeper.keep({ type: 'access-taken', door });
        break;
      case 'access-not-taken':
        this.#notTaken();
        break;
      case 'open-warning':
        journal.write({ type: 'door-open-warning', door });
        break;
      case 'alarm-raised':
      case 'alarm-cleared':
        void keeper.keep({ type: `door-${event.type}`, door, alarm: event.alarm });
        break;
    }
  }

  #notTaken(): void {
    // The last first: each is taken back as if it had not been.
    const grants = this.#grants.splice(0).reverse();
    for (const grant of grants.length === 0 ? [null] : grants) this.turnAway(grant);
  }
}
