import type { LoggedEvent } from '../contract/events.ts';
import type { DoorId } from '../contract/ids.ts';
import { type EpochMs, seconds } from '../contract/units.ts';
import { REASON_AFTER, REASON_BEFORE } from './door-state.ts';

/** Openings of observed doors since the count was last sure: that a tap explains, and that none does. */
export type OpeningCounts = { readonly byTap: number; readonly without: number };

/** Nobody takes longer from a tap to the door (the extended access time). */
const TAP_EXPLAINS = seconds(20);

/** From so many on, and when they are such a part of all, the count is an estimate. */
const FEW = 3;
const PART = 0.1;

type DoorSeen = { readonly taps: number; readonly tapAt: EpochMs; readonly rexAt: EpochMs; readonly openedAt: EpochMs };

const never = Number.NEGATIVE_INFINITY as EpochMs;
const unseen: DoorSeen = { taps: 0, tapAt: never, rexAt: never, openedAt: never };

/**
 * Holds the openings of the doors against the taps: what the count cannot know shows as openings that nobody has tapped
 * for. A way out by the exit button, at a door that has no reader for the way out, is somebody who left.
 */
export class Openings {
  readonly #leavesByButton: (door: DoorId) => boolean;
  readonly #doors = new Map<DoorId, DoorSeen>();
  #counts: OpeningCounts = { byTap: 0, without: 0 };

  /** `leavesByButton`: a door of the office itself by which one leaves without a reader. */
  constructor(leavesByButton: (door: DoorId) => boolean) {
    this.#leavesByButton = leavesByButton;
  }

  /** Returns whether somebody has left who cannot tap out. */
  apply(event: LoggedEvent, at: EpochMs): boolean {
    switch (event.type) {
      case 'access-granted': {
        const before = this.#seen(event.door);
        const waiting = at - before.tapAt <= TAP_EXPLAINS ? before.taps : 0;
        this.#doors.set(event.door, { ...before, taps: waiting + 1, tapAt: at });
        return false;
      }
      case 'access-not-taken':
        this.#doors.set(event.door, { ...this.#seen(event.door), taps: 0 });
        return false;
      case 'exit-requested':
        return this.#button(event.door, at);
      case 'door-state-changed':
        return event.state === 'open' && this.#opened(event.door, at);
      default:
        return false;
    }
  }

  counts(): OpeningCounts {
    return this.#counts;
  }

  /** Whether so many openings are unexplained that the count cannot be called counted. */
  get unsure(): boolean {
    const { byTap, without } = this.#counts;
    return without >= FEW && without > PART * (byTap + without);
  }

  /** The count is sure again. */
  clear(): void {
    this.#counts = { byTap: 0, without: 0 };
  }

  /** A new day, of which a rebuild of the count begins to read: what came before explains nothing any more. */
  beginDay(): void {
    this.clear();
    this.#doors.clear();
  }

  #button(door: DoorId, at: EpochMs): boolean {
    const before = this.#seen(door);
    // The contact may be seen before the button that the same hand has pressed.
    const hasOpened = at - before.openedAt <= REASON_AFTER;
    this.#doors.set(door, { ...before, rexAt: hasOpened ? never : at, openedAt: never });
    return this.#leavesByButton(door) && hasOpened;
  }

  #opened(door: DoorId, at: EpochMs): boolean {
    const before = this.#seen(door);
    if (before.taps > 0 && at - before.tapAt <= TAP_EXPLAINS) {
      this.#counts = { ...this.#counts, byTap: this.#counts.byTap + 1 };
      this.#doors.set(door, { ...before, taps: before.taps - 1 });
      return false;
    }
    this.#counts = { ...this.#counts, without: this.#counts.without + 1 };
    const byButton = at - before.rexAt <= REASON_BEFORE;
    this.#doors.set(door, { ...before, rexAt: never, openedAt: byButton ? never : at });
    return byButton && this.#leavesByButton(door);
  }

  #seen(door: DoorId): DoorSeen {
    return this.#doors.get(door) ?? unseen;
  }
}
