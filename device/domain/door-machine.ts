import type { DoorAlarm, DoorPhysicalState } from '../contract/access.ts';
import { type Milliseconds, type MonotonicMs, monotonicMs } from '../contract/units.ts';
import {
  type DoorState,
  type DoorTimes,
  type Held,
  HOLD_AGAIN_AFTER,
  HOLD_PULSE,
  HOLD_RENEWAL,
  isHeldReleased,
  REASON_AFTER,
  REASON_BEFORE,
  takesAccess,
} from './door-state.ts';

/**
 * What happens to a door. `access`: somebody was granted passage; `unlock`, `lock`: by a host or the first card of the
 * day; `lift` ends `block`, `lock-down` or `lock-open`; `extend`: who is let in needs more time; `leave`: somebody
 * has tapped on the way out, which is mechanical; `strike-ready`: it is there again, and idle; `wake`: time has passed.
 */
export type DoorInput =
  | { readonly type: 'access'; readonly extended: boolean }
  | { readonly type: ModeCommand | 'extend' | 'leave' | 'rex' | 'strike-ready' | 'wake' }
  | { readonly type: 'contact'; readonly physical: DoorPhysicalState }
  | { readonly type: 'fire'; readonly active: boolean };

export type ModeCommand = 'unlock' | 'lock' | 'block' | 'lock-down' | 'lock-open' | 'lift';

const modeAfter: Readonly<Record<ModeCommand, Partial<DoorState>>> = {
  unlock: { base: 'unlocked' },
  lock: { base: 'locked' },
  block: { override: 'blocked' },
  'lock-down': { override: 'locked-down' },
  'lock-open': { override: 'locked-open' },
  lift: { override: 'none' },
};

/** What the strike must do now. */
export type DoorCommand = { readonly type: 'energise'; readonly forMs: Milliseconds } | { readonly type: 'idle' };

/** `access-not-taken`: the time of one or more grants has run out, and the leaf is known not to have opened. */
export type DoorEvent =
  | { readonly type: 'access-taken' | 'access-not-taken' | 'open-warning' }
  | { readonly type: 'alarm-raised' | 'alarm-cleared'; readonly alarm: Exclude<DoorAlarm, 'normal'> };

export type DoorStep = {
  readonly state: DoorState;
  readonly commands: readonly DoorCommand[];
  readonly events: readonly DoorEvent[];
};

/**
 * The door after an input at `now`, on the monotonic clock. Total: every input has an answer in every state; one that
 * may not have its effect (an access to a blocked door) has none. The strike is energised by `access`, once more by
 * `extend` while that access lasts, by `unlock`, `lock-open`, and by the renewals of the last two, at once when the
 * strike is there again; never by anything else.
 */
export function stepDoor(before: DoorState, input: DoorInput, now: MonotonicMs, times: DoorTimes): DoorStep {
  const step = new Stepping(before, now, times);
  step.letTimePass();
  step.take(input);
  step.settle();
  return step;
}

/** One step under way. */
class Stepping implements DoorStep {
  state: DoorState;
  readonly commands: DoorCommand[] = [];
  readonly events: DoorEvent[] = [];
  readonly #now: MonotonicMs;
  readonly #times: DoorTimes;

  constructor(state: DoorState, now: MonotonicMs, times: DoorTimes) {
    this.state = state;
    this.#now = now;
    this.#times = times;
  }

  letTimePass(): void {
    const { access, renewAt, unexplainedSince, held } = this.state;
    // A clock that has gone back ends an access too: nobody knows how long it has lasted.
    if (access !== null && (this.#now >= access.until || this.#now < access.since)) this.#endAccess();
    if (renewAt !== null && this.#isDue(renewAt)) this.#hold();
    if (unexplainedSince !== null && this.#isDue(unexplainedSince + REASON_AFTER)) {
      this.#change({ unexplainedSince: null });
      this.#raise('forced-open');
    }
    if (held !== null) this.#watchHeld(held);
  }

  take(input: DoorInput): void {
    switch (input.type) {
      case 'access':
        this.#access(input.extended);
        break;
      case 'extend':
        this.#extend();
        break;
      case 'contact':
        this.#moved(input.physical);
        break;
      case 'rex':
        this.#change({ reasonAt: this.#now, unexplainedSince: null });
        break;
      case 'fire':
        this.#change({ fire: input.active });
        break;
      case 'leave':
        this.#leave();
        break;
      case 'strike-ready':
        this.#holdAgain();
        break;
      case 'wake':
        break;
      default:
        this.#setMode(input.type);
    }
  }

  /** Brings the strike and the watch over the open leaf in step with the mode. */
  settle(): void {
    const released = isHeldReleased(this.state);
    if (released && this.state.renewAt === null) this.#hold();
    if (!released && this.state.renewAt !== null) {
      this.#change({ renewAt: null, reasonAt: this.#now });
      if (this.state.access === null) this.commands.push({ type: 'idle' });
    }
    const counts = this.state.physical === 'open' && !released;
    if (counts && this.state.held === null) this.#change({ held: this.#freshHeld() });
    if (!counts) this.#clear('open-too-long', { held: null });
    if (this.state.physical !== 'open' || released) this.#clear('forced-open', { unexplainedSince: null });
  }

  #setMode(command: ModeCommand): void {
    const wanted = modeAfter[command];
    // Held released is let in for good: not while the fire alarm is on. What is lifted then is lifted to a locked door.
    if (this.state.fire && isHeldReleased({ ...this.state, ...wanted }) && !isHeldReleased(this.state)) {
      if (command === 'lift') this.#change({ ...wanted, base: 'locked' });
      return;
    }
    this.#change(wanted);
    if (command === 'lock' || command === 'block' || command === 'lock-down') this.#endAccess();
  }

  #access(extended: boolean): void {
    const { state } = this;
    if (!takesAccess(state)) return;
    const time = extended ? this.#times.extendedAccessTime : this.#times.accessTime;
    const until = monotonicMs(Math.max(state.access?.until ?? Number.NEGATIVE_INFINITY, this.#now + time));
    const passagesLeft = (state.access?.passagesLeft ?? 0) + 1;
    const opened = state.access?.opened ?? false;
    this.#change({
      access: {
        since: this.#now,
        until,
        extended: extended || (state.access?.extended ?? false),
        opened,
        passagesLeft,
      },
      unexplainedSince: null,
    });
    if (!isHeldReleased(state)) this.commands.push({ type: 'energise', forMs: (until - this.#now) as Milliseconds });
    // Who finds the leaf open, or a leaf that nobody watches, has most likely come in.
    if (state.physical !== 'closed') this.#taken();
  }

  /** Once for each access, so that its end is bounded whoever asks, and how often. */
  #extend(): void {
    const { access } = this.state;
    if (access === null || access.extended || !takesAccess(this.state)) return;
    const until = monotonicMs(Math.max(access.until, this.#now + this.#times.extendedAccessTime));
    this.#change({ access: { ...access, until, extended: true } });
    if (this.state.held !== null)
      this.#change({ held: { ...this.state.held, limit: this.#times.extendedOpenTooLongTime } });
    if (!isHeldReleased(this.state))
      this.commands.push({ type: 'energise', forMs: (until - this.#now) as Milliseconds });
  }

  #moved(physical: DoorPhysicalState): void {
    const { state } = this;
    if (physical === state.physical) return;
    this.#change({ physical });
    if (physical === 'open' && state.access !== null) this.#taken();
    else if (physical === 'open' && state.physical === 'closed' && !this.#isExplained())
      this.#change({ unexplainedSince: this.#now });
    if (physical === 'closed' && state.physical === 'open' && state.access?.opened) this.#onePassage();
  }

  /** They have as long to the door as who comes in. */
  #leave(): void {
    const until = monotonicMs(this.#now + this.#times.accessTime + REASON_BEFORE);
    this.#change({ leaving: { since: this.#now, until }, unexplainedSince: null });
  }

  #isExplained(): boolean {
    const { reasonAt, leaving } = this.state;
    const recently = reasonAt !== null && this.#now >= reasonAt && this.#now - reasonAt <= REASON_BEFORE;
    const leaves = leaving !== null && this.#now >= leaving.since && this.#now <= leaving.until;
    return recently || leaves || isHeldReleased(this.state);
  }

  #taken(): void {
    const { access } = this.state;
    if (access === null) return;
    if (!access.opened) this.events.push({ type: 'access-taken' });
    this.#change({ access: { ...access, opened: true } });
  }

  #onePassage(): void {
    const { access } = this.state;
    if (access === null) return;
    if (access.passagesLeft > 1) this.#change({ access: { ...access, passagesLeft: access.passagesLeft - 1 } });
    else this.#endAccess();
  }

  #endAccess(): void {
    const { access } = this.state;
    if (access === null) return;
    if (!access.opened) this.events.push({ type: 'access-not-taken' });
    this.#change({ access: null, reasonAt: this.#now });
    if (!isHeldReleased(this.state)) this.commands.push({ type: 'idle' });
  }

  #hold(): void {
    this.#change({ renewAt: monotonicMs(this.#now + HOLD_RENEWAL) });
    this.commands.push({ type: 'energise', forMs: HOLD_PULSE });
  }

  /** One that goes out each time it is to move is not tried all the time: it waits for the next renewal. */
  #holdAgain(): void {
    const { renewAt } = this.state;
    if (renewAt !== null && this.#isDue(renewAt - HOLD_RENEWAL + HOLD_AGAIN_AFTER)) this.#hold();
  }

  #freshHeld(): Held {
    const limit = this.state.access?.extended ? this.#times.extendedOpenTooLongTime : this.#times.openTooLongTime;
    return { since: this.#now, limit, told: 'nothing' };
  }

  #watchHeld(held: Held): void {
    const stood = this.#now - held.since;
    if (stood < 0) this.#change({ held: { ...held, since: this.#now } });
    if (held.told === 'nothing' && stood >= held.limit - this.#times.warningTime) {
      this.#change({ held: { ...held, told: 'warning' } });
      this.events.push({ type: 'open-warning' });
    }
    if (held.told === 'all' || stood < held.limit) return;
    this.#change({ held: { ...held, told: 'all' } });
    if (this.state.alarm === 'normal') this.#raise('open-too-long');
  }

  #raise(alarm: Exclude<DoorAlarm, 'normal'>): void {
    this.#change({ alarm });
    this.events.push({ type: 'alarm-raised', alarm });
  }

  #clear(alarm: Exclude<DoorAlarm, 'normal'>, change: Partial<DoorState>): void {
    this.#change(change);
    if (this.state.alarm !== alarm) return;
    this.#change({ alarm: 'normal' });
    this.events.push({ type: 'alarm-cleared', alarm });
  }

  /** Due when its time has come, and when the clock has gone back so far that it would never come in time. */
  #isDue(at: number): boolean {
    return this.#now >= at || at - this.#now > HOLD_PULSE;
  }

  #change(change: Partial<DoorState>): void {
    this.state = { ...this.state, ...change };
  }
}
