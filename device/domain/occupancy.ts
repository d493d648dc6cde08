import type { OccupancyQuality } from '../contract/access.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { AreaId, DoorId, VisitNumber } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import { type OpeningCounts, Openings } from './openings.ts';
import { type AreaOf, VisitBook, type VisitChange } from './visits.ts';

/**
 * `present`: persons inside, never negative; null when it is not known. `since`: since when it is of this quality, or
 * when a host set it. `openings`: since the count was last sure, which is since `sureSince`.
 */
export type OccupancyFigure = {
  readonly present: number | null;
  readonly quality: OccupancyQuality;
  readonly since: EpochMs;
  readonly openings: OpeningCounts;
  readonly sureSince: EpochMs;
};

export type OccupancyStep = { readonly at: EpochMs; readonly present: number };

/** How the office is laid out, as the count sees it. */
export type OfficePlan = {
  readonly areaOf: AreaOf;
  /** Whether one leaves by this door without a reader, so that the exit button tells of it. */
  readonly leavesByButton: (door: DoorId) => boolean;
};

const oneRoom: OfficePlan = { areaOf: () => null, leavesByButton: () => false };

/**
 * The count as a fold of the log: the same events in the same order give the same figure, at start and while running.
 * Each event takes constant time. Rooms of their own inside the office do not move it; they have counts of their own.
 */
export class OccupancyLedger {
  readonly visits: VisitBook;
  readonly #openings: Openings;
  /** What a host's correction adds to the visits; may be negative, but never makes the sum so. */
  #adjustment = 0;
  /** Who has come in again since a door was last opened after a grant, and by which: they may not have done so after all. */
  readonly #returned = new Map<VisitNumber, DoorId>();
  #quality: OccupancyQuality = 'counted';
  #since: EpochMs;
  #sureSince: EpochMs;
  #steps: OccupancyStep[] = [];
  #lastPresent = 0;

  constructor(since: EpochMs, plan: OfficePlan = oneRoom, onVisit?: (change: VisitChange, at: EpochMs) => void) {
    this.#since = since;
    this.#sureSince = since;
    this.#openings = new Openings(plan.leavesByButton);
    this.visits = new VisitBook(plan.areaOf, onVisit);
  }

  apply(event: LoggedEvent, at: EpochMs): void {
    const before = this.visits.persons;
    this.#noteReturn(event, at);
    this.visits.apply(event, at);
    if (this.#openings.apply(event, at)) this.#leftByButton(at);
    if (event.type === 'occupancy-corrected') this.#correct(event.present, at);
    else if (event.type === 'occupancy-reset') this.#reset(at);
    else if (event.type === 'stays-ended') this.#endStays(before, at);
    else if (event.type === 'roll-call-ended') this.#rollCalled(event.unknown, at);
    // Of a log that begins anew nobody knows what the old one would have said.
    else if (event.type === 'count-unknown' || event.type === 'log-begun') this.#become('unknown', at);
    // A host may have set the count below the number of open visits; when these people leave it stays at zero.
    this.#adjustment = Math.max(this.#adjustment, -this.visits.persons);
    if (this.#quality === 'counted' && this.#openings.unsure) this.#become('estimated', at);
    this.#note(at);
  }

  /** The log could not be read: nothing is known until a host sets the count, or the day begins anew. */
  markUnknown(at: EpochMs): void {
    this.visits.numberFrom(at);
    this.#become('unknown', at);
  }

  figure(): OccupancyFigure {
    const present = this.#quality === 'unknown' ? null : this.#present();
    const openings = this.#openings.counts();
    return { present, quality: this.#quality, since: this.#since, openings, sureSince: this.#sureSince };
  }

  /** Cards in a room of its own; null when nothing is known. */
  inArea(area: AreaId): number | null {
    return this.#quality === 'unknown' ? null : this.visits.inArea(area);
  }

  /** What the count would be if it were known: the best that can be said in an emergency. */
  atLeast(): number {
    return this.#present();
  }

  /** Today's steps of the count, oldest first, thinned out to at most `most`; the newest is always there. */
  curve(most: number): readonly OccupancyStep[] {
    const stride = Math.ceil(this.#steps.length / most);
    const last = this.#steps.length - 1;
    return this.#steps.filter((_, index) => (last - index) % Math.max(1, stride) === 0);
  }

  #present(): number {
    return this.visits.persons + this.#adjustment;
  }

  /** Whose visit lasts and who comes in again had left unseen: by the button, or before a host counted. */
  #noteReturn(event: LoggedEvent, at: EpochMs): void {
    switch (event.type) {
      case 'access-granted':
        if (event.visit === null || this.#adjustment >= 0 || !this.visits.comesAgain(event, at)) break;
        this.#returned.set(event.visit, event.door);
        this.#adjustment += 1;
        break;
      case 'access-not-taken':
        if (event.visit === null || this.#returned.get(event.visit) !== event.door) break;
        this.#returned.delete(event.visit);
        this.#adjustment -= 1;
        break;
      case 'access-taken':
        this.#returned.clear();
        break;
    }
  }

  /** What was corrected for is over, and who came back from it. */
  #adjust(adjustment: number): void {
    this.#adjustment = adjustment;
    this.#returned.clear();
  }

  #leftByButton(at: EpochMs): void {
    if (this.#present() > 0) this.#adjustment -= 1;
    if (this.#quality !== 'unknown') this.#become('estimated', at);
  }

  #correct(present: number, at: EpochMs): void {
    this.#adjust(present - this.visits.persons);
    this.#openings.clear();
    this.#become('manual', at);
    this.#since = at;
    this.#sureSince = at;
  }

  /** Who was inside without a visit of their own has gone with the others. */
  #endStays(before: number, at: EpochMs): void {
    const ended = before > this.visits.persons || this.#adjustment !== 0;
    this.#adjust(0);
    if (ended || this.#quality === 'unknown') this.#become('estimated', at);
  }

  /** Whoever stays has said so: what was not known is known again, by and large. */
  #rollCalled(unknown: number, at: EpochMs): void {
    if (unknown > 0 || this.#quality === 'unknown') this.#become('estimated', at);
  }

  #reset(at: EpochMs): void {
    this.#adjust(0);
    this.#openings.beginDay();
    this.#steps = [];
    this.#quality = 'counted';
    this.#since = at;
    this.#sureSince = at;
    this.#steps.push({ at, present: 0 });
    this.#lastPresent = 0;
  }

  #become(quality: OccupancyQuality, at: EpochMs): void {
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.#since = at;
  }

  #note(at: EpochMs): void {
    const present = this.#present();
    if (present === this.#lastPresent) return;
    this.#lastPresent = present;
    this.#steps.push({ at, present });
  }
}
