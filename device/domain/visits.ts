import type { CredentialRole, PassageDirection, VisitEnd } from '../contract/access.ts';
import type { LoggedEvent } from '../contract/events.ts';
import { type AreaId, type DoorId, type Pseudonym, type ReaderId, VisitNumber } from '../contract/ids.ts';
import type { OfficeMode } from '../contract/policy.ts';
import { type EpochMs, type Milliseconds, minutes } from '../contract/units.ts';
import { UntakenGrants } from './untaken-grants.ts';

/** One stay of somebody in the office. Rows of before these were logged have neither mode nor assurance. */
export type Visit = {
  /** Since the nightly reset. */
  readonly number: VisitNumber;
  readonly role: CredentialRole;
  /** The access point, by its reader. */
  readonly reader: ReaderId;
  readonly door: DoorId;
  readonly mode: OfficeMode | null;
  readonly assurance: number | null;
  readonly companions: number;
  readonly enteredAt: EpochMs;
  /** The three are null while it lasts; `exit` is so too where no tap ended it. */
  readonly leftAt: EpochMs | null;
  readonly endedBy: VisitEnd | null;
  readonly exit: ReaderId | null;
};

/**
 * What an event did to a visit. `cancelled`: the door was not opened after the grant, so that there was no visit;
 * `resumed`: it was not opened on the way out. Of `amended` it is the number of companions that has changed.
 */
export type VisitChange = {
  readonly change: 'begun' | 'amended' | 'cancelled' | 'ended' | 'resumed';
  readonly visit: Visit;
};

/** The room that a door leads into; null for the office itself. */
export type AreaOf = (door: DoorId) => AreaId | null;

/** A door is not opened after a grant at most so long after it: the longest access time, twice. */
const UNDONE_WITHIN: Milliseconds = minutes(1);

/**
 * Visits as a fold of the log: the same events in the same order give the same visits, while running, at a start and in
 * a statistic of last week. Each event but a roll call's and the end of a slot takes constant time. Pseudonyms are
 * looked at to know a card that comes again; the visits themselves are without.
 */
export class VisitBook {
  readonly #areaOf: AreaOf;
  readonly #onChange: (change: VisitChange, at: EpochMs) => void;
  readonly #open = new Map<VisitNumber, Visit>();
  readonly #numbers = new Map<Pseudonym, VisitNumber>();
  /** When each of them was last seen to come in, for anti-passback. */
  readonly #seen = new Map<VisitNumber, EpochMs>();
  readonly #areas = new Map<AreaId, Map<VisitNumber, EpochMs>>();
  readonly #untaken = new UntakenGrants();
  /** The last that were ended by a tap, oldest first: those whose way out may yet turn out not to have been taken. */
  #justLeft: Visit[] = [];
  /** Whom a roll call asks, and who has not answered yet. */
  #asked: Set<VisitNumber> | null = null;
  #lastNumber = 0;
  #persons = 0;
  #hosts = 0;

  constructor(areaOf: AreaOf, onChange: (change: VisitChange, at: EpochMs) => void = () => {}) {
    this.#areaOf = areaOf;
    this.#onChange = onChange;
  }

  apply(event: LoggedEvent, at: EpochMs): void {
    switch (event.type) {
      case 'access-granted':
        this.#pass(event, at);
        break;
      case 'access-taken':
        this.#untaken.taken(event.door);
        break;
      case 'access-not-taken':
        if (event.visit !== null) this.#undo(event.visit, event.door, event.direction ?? 'in', at);
        break;
      case 'companions-noted':
        this.#bring(event.visit, event.companions, at);
        break;
      case 'roll-call-started':
        this.#asked = new Set(this.#open.keys());
        break;
      case 'roll-call-answered':
        this.#asked?.delete(event.visit);
        break;
      case 'roll-call-ended':
        this.#endAll('staff-leaves', at, ({ number }) => this.#asked?.has(number) ?? false);
        this.#asked = null;
        break;
      case 'stays-ended':
        this.#endAll('slot-end', at, ({ role }) => isVisiting(role));
        break;
      case 'occupancy-corrected':
        if (event.present === 0) this.#findEmpty(at);
        break;
      case 'occupancy-reset':
        this.#endAll('nightly', at, () => true);
        this.#forgetDay();
        break;
    }
  }

  /** Those that last, in the order of their coming. */
  open(): Iterable<Visit> {
    return this.#open.values();
  }

  /** Persons of all visits that last, those who came along too. */
  get persons(): number {
    return this.#persons;
  }

  /** Whether somebody is inside who looks after the office. */
  get hostInside(): boolean {
    return this.#hosts > 0;
  }

  lasts(number: VisitNumber): boolean {
    return this.#open.has(number);
  }

  /** The visit that this bearer is on; null when outside. */
  visitOf(pseudonym: Pseudonym): Visit | null {
    const number = this.#numbers.get(pseudonym);
    return number === undefined ? null : (this.#open.get(number) ?? null);
  }

  /** When they came in behind this door, as far as is known; null when outside. */
  insideSince(pseudonym: Pseudonym, door: DoorId): EpochMs | null {
    const number = this.#numbers.get(pseudonym);
    if (number === undefined) return null;
    const area = this.#areaOf(door);
    if (area !== null) return this.#areas.get(area)?.get(number) ?? null;
    return this.#open.has(number) ? (this.#seen.get(number) ?? null) : null;
  }

  /** The number for the event of a passage: that of the visit they are on; a new one for who comes in; else null. */
  numberFor(pseudonym: Pseudonym, direction: PassageDirection): VisitNumber | null {
    const known = this.#numbers.get(pseudonym);
    const goesOn = known !== undefined && (this.#open.has(known) || this.#isInArea(known));
    if (goesOn) return known;
    return direction === 'in' ? VisitNumber.parse(this.#lastNumber + 1) : null;
  }

  /** The log of today cannot be read: numbers go on where none can have been given out, one a second. */
  numberFrom(at: EpochMs): void {
    this.#lastNumber = Math.floor(at / 1_000);
  }

  /** Whether somebody comes in whose visit lasts already, by another tap than the one before the door. */
  comesAgain({ visit, door, direction }: LoggedEvent<'access-granted'>, at: EpochMs): boolean {
    if (visit === null || direction === 'out' || this.#areaOf(door) !== null || !this.#open.has(visit)) return false;
    const before = this.#seen.get(visit);
    return before !== undefined && Math.abs(at - before) >= UNDONE_WITHIN;
  }

  /** Whose visit it is, where the log does not say. */
  remember(pseudonym: Pseudonym, number: VisitNumber): void {
    this.#numbers.set(pseudonym, number);
  }

  /** How many cards are in this room, by its own readers. */
  inArea(area: AreaId): number {
    return this.#areas.get(area)?.size ?? 0;
  }

  /** The rooms that a visit is in. */
  areasOf(number: VisitNumber): readonly AreaId[] {
    return [...this.#areas].filter(([, inside]) => inside.has(number)).map(([area]) => area);
  }

  #isInArea(number: VisitNumber): boolean {
    for (const inside of this.#areas.values()) if (inside.has(number)) return true;
    return false;
  }

  #pass(event: LoggedEvent<'access-granted'>, at: EpochMs): void {
    const { pseudonym, visit: number, door, direction } = event;
    if (number === null) return;
    this.#lastNumber = Math.max(this.#lastNumber, number);
    if (pseudonym !== null) this.#numbers.set(pseudonym, number);
    const area = this.#areaOf(door);
    if (area !== null) {
      const inside = this.#areas.get(area) ?? new Map<VisitNumber, EpochMs>();
      this.#areas.set(area, inside);
      if (direction === 'in') inside.set(number, at);
      else inside.delete(number);
      return;
    }
    const before = this.#open.get(number);
    if (direction === 'in') {
      this.#seen.set(number, at);
      this.#untaken.note(number, door, before === undefined);
      if (before === undefined) this.#begin(visitOf(event, number, at), at);
    } else if (before !== undefined) this.#end(before, 'tapped-out', at, event.reader);
  }

  #begin(visit: Visit, at: EpochMs): void {
    this.#put(visit);
    this.#onChange({ change: 'begun', visit }, at);
  }

  #end(visit: Visit, endedBy: VisitEnd, at: EpochMs, exit: ReaderId | null): void {
    this.#take(visit);
    const ended: Visit = { ...visit, leftAt: at, endedBy, exit };
    for (const inside of this.#areas.values()) inside.delete(visit.number);
    if (endedBy === 'tapped-out') {
      const fresh = this.#justLeft.filter(({ leftAt }) => leftAt !== null && Math.abs(at - leftAt) < UNDONE_WITHIN);
      this.#justLeft = [...fresh, ended];
    }
    this.#onChange({ change: 'ended', visit: ended }, at);
  }

  #endAll(endedBy: VisitEnd, at: EpochMs, which: (visit: Visit) => boolean): void {
    for (const visit of this.#open.values()) if (which(visit)) this.#end(visit, endedBy, at, null);
  }

  /** Whoever was seen in a room alone has no visit to end. */
  #findEmpty(at: EpochMs): void {
    this.#endAll('host', at, () => true);
    this.#areas.clear();
  }

  /** Granted, and not gone through the door: as if the tap had not been. */
  #undo(number: VisitNumber, door: DoorId, direction: PassageDirection, at: EpochMs): void {
    const area = this.#areaOf(door);
    const open = this.#open.get(number);
    if (area !== null) {
      if (direction === 'in') this.#areas.get(area)?.delete(number);
      else if (open !== undefined) this.#areas.get(area)?.set(number, at);
      return;
    }
    if (direction === 'in' && open !== undefined && this.#untaken.takeBack(number, door)) {
      this.#take(open);
      this.#onChange({ change: 'cancelled', visit: open }, at);
    }
    const left = this.#justLeft.find((visit) => visit.number === number);
    if (direction === 'out' && left !== undefined) {
      this.#justLeft = this.#justLeft.filter((visit) => visit !== left);
      this.#put({ ...left, leftAt: null, endedBy: null, exit: null });
      this.#onChange({ change: 'resumed', visit: left }, at);
    }
  }

  #bring(number: VisitNumber, companions: number, at: EpochMs): void {
    const visit = this.#open.get(number);
    if (visit === undefined) return;
    this.#open.set(number, { ...visit, companions });
    this.#persons += companions - visit.companions;
    this.#onChange({ change: 'amended', visit: { ...visit, companions } }, at);
  }

  #put(visit: Visit): void {
    this.#open.set(visit.number, visit);
    this.#persons += 1 + visit.companions;
    this.#hosts += looksAfterOffice(visit.role) ? 1 : 0;
  }

  #take(visit: Visit): void {
    this.#open.delete(visit.number);
    this.#persons -= 1 + visit.companions;
    this.#hosts -= looksAfterOffice(visit.role) ? 1 : 0;
  }

  #forgetDay(): void {
    this.#numbers.clear();
    this.#seen.clear();
    this.#areas.clear();
    this.#untaken.clear();
    this.#justLeft = [];
    this.#asked = null;
    this.#lastNumber = 0;
  }
}

function visitOf(event: LoggedEvent<'access-granted'>, number: VisitNumber, at: EpochMs): Visit {
  const { role = 'visitor', reader, door, mode = null, assurance = null } = event;
  const ends = { leftAt: null, endedBy: null, exit: null };
  return { number, role, reader, door, mode, assurance, companions: 0, enteredAt: at, ...ends };
}

/** Cleaners come when the office is closed. */
function isVisiting(role: CredentialRole): boolean {
  return role === 'visitor' || role === 'guest';
}

function looksAfterOffice(role: CredentialRole): boolean {
  return role === 'host' || role === 'staff';
}
