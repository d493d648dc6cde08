import type { DoorAlarm, DoorMode, DoorPhysicalState } from '../contract/access.ts';
import { type Milliseconds, type MonotonicMs, milliseconds, monotonicMs, seconds } from '../contract/units.ts';

/** The times of one door. */
export type DoorTimes = {
  /** How long a grant releases the strike, and how long an extended one (for who needs more time). */
  readonly accessTime: Milliseconds;
  readonly extendedAccessTime: Milliseconds;
  /** How long the leaf may stand open before the alarm, and how long after an extended grant. */
  readonly openTooLongTime: Milliseconds;
  readonly extendedOpenTooLongTime: Milliseconds;
  /** How long before that alarm the people at the door are warned. */
  readonly warningTime: Milliseconds;
};

export const usualTimes: DoorTimes = {
  accessTime: seconds(5),
  extendedAccessTime: seconds(20),
  openTooLongTime: seconds(30),
  extendedOpenTooLongTime: seconds(60),
  warningTime: seconds(5),
};

/** A time in which the strike is released for those who were granted access. */
export type Access = {
  readonly since: MonotonicMs;
  readonly until: MonotonicMs;
  readonly extended: boolean;
  /** Whether the leaf has opened since the first grant. */
  readonly opened: boolean;
  /** Each grant is for one opening and closing; after the last one the door locks again. */
  readonly passagesLeft: number;
};

/** A leaf that stands open: since when, for how long it may, and what has been told of it. */
export type Held = {
  readonly since: MonotonicMs;
  readonly limit: Milliseconds;
  readonly told: 'nothing' | 'warning' | 'all';
};

/** One door, as it is known. Times are on the monotonic clock. */
export type DoorState = {
  /** What it is when nothing overrides it. */
  readonly base: 'locked' | 'unlocked';
  readonly override: 'none' | 'blocked' | 'locked-down' | 'locked-open';
  readonly access: Access | null;
  readonly physical: DoorPhysicalState;
  readonly alarm: DoorAlarm;
  /** Null while the leaf is not open, and while it may stand open. */
  readonly held: Held | null;
  /** Since when it stands open without a reason that is known; becomes forced-open unless one comes late. */
  readonly unexplainedSince: MonotonicMs | null;
  /** When there was last a reason to open it: the exit button, or the end of an access. */
  readonly reasonAt: MonotonicMs | null;
  /** When somebody last tapped on the way out, and until when that explains an opening. */
  readonly leaving: { readonly since: MonotonicMs; readonly until: MonotonicMs } | null;
  /** When a released strike must be commanded again, while it is held released. */
  readonly renewAt: MonotonicMs | null;
  /** The fire alarm is on: nobody is let in. It never locks, and never releases, a way out. */
  readonly fire: boolean;
};

/** A door of which nothing has been heard yet. */
export const newDoor: DoorState = {
  base: 'locked',
  override: 'none',
  access: null,
  physical: 'unknown',
  alarm: 'normal',
  held: null,
  unexplainedSince: null,
  reasonAt: null,
  leaving: null,
  renewAt: null,
  fire: false,
};

export function doorMode({ override, base, access }: DoorState): DoorMode {
  if (override !== 'none') return override;
  if (base === 'unlocked') return 'unlocked';
  return access === null ? 'locked' : 'accessed';
}

/** Whether the strike is held released for whoever comes. */
export function isHeldReleased(state: DoorState): boolean {
  const mode = doorMode(state);
  return mode === 'unlocked' || mode === 'locked-open';
}

/** Whether a grant would open it: what the access decision asks before it grants. */
export function takesAccess({ override, fire }: DoorState): boolean {
  return !fire && override !== 'blocked' && override !== 'locked-down';
}

/** Whether it is shut and will stay so: what the other door of an airlock waits for. */
export function isSecure(state: DoorState): boolean {
  const mode = doorMode(state);
  return state.physical !== 'open' && mode !== 'accessed' && mode !== 'unlocked' && mode !== 'locked-open';
}

/** A strike that is held released is commanded for this long at a time: one whose box dies locks by itself. */
export const HOLD_PULSE = seconds(60);
export const HOLD_RENEWAL = seconds(30);
/** A strike that was out, and is back, is commanded at once, unless it was within this. Less than HOLD_RENEWAL. */
export const HOLD_AGAIN_AFTER = seconds(10);

/** An opening is explained by a reason up to this long before it … */
export const REASON_BEFORE = seconds(3);
/** … or this soon after: the contact may be seen before the button that the same hand has pressed. */
export const REASON_AFTER = milliseconds(500);

/** The instant at which the machine next has something to do by itself; null: never. */
export function nextDoorWake(state: DoorState, times: DoorTimes): MonotonicMs | null {
  const { access, held, unexplainedSince, renewAt } = state;
  const due = [
    access?.until,
    renewAt,
    unexplainedSince === null ? null : unexplainedSince + REASON_AFTER,
    held === null || held.told === 'all'
      ? null
      : held.since + held.limit - (held.told === 'nothing' ? times.warningTime : 0),
  ].filter((at) => at !== null && at !== undefined);
  return due.length === 0 ? null : monotonicMs(Math.min(...due));
}
