import type { VisitEnd } from '../contract/access.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { DoorId, VisitNumber } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import { type AreaOf, VisitBook, type VisitChange } from './visits.ts';

/** One visit, as its own bearer is told of it. */
export type PersonalVisit = {
  /** Where it began; where it ended, if nothing is known of its beginning. */
  readonly door: DoorId;
  /** Null for whoever went out and is not known to have come in. */
  readonly enteredAt: EpochMs | null;
  /** The two are null while it lasts. */
  readonly leftAt: EpochMs | null;
  readonly endedBy: VisitEnd | null;
  readonly companions: number;
};

/**
 * The visits of one bearer, from a log in which the passages of all others are left out; the newest first. Visits do not
 * depend on each other, so they are the same as in the whole log.
 */
export function personalVisits(
  story: readonly { readonly event: LoggedEvent; readonly atMs: EpochMs }[],
  areaOf: AreaOf,
): readonly PersonalVisit[] {
  const list = new VisitList();
  const book = new VisitBook(areaOf, (change) => list.note(change));
  for (const { event, atMs } of story) {
    if (event.type === 'access-granted' && event.direction === 'out' && areaOf(event.door) === null) {
      const known = event.visit !== null && book.lasts(event.visit);
      if (!known) list.noteExit(event.door, atMs);
    }
    book.apply(event, atMs);
    if (event.type === 'occupancy-reset') list.newDay();
  }
  return list.newestFirst();
}

/** Keeps the visits in the order in which they began, with each as it was last. */
class VisitList {
  readonly #visits: (PersonalVisit | null)[] = [];
  /** Numbers begin anew every day. */
  readonly #places = new Map<VisitNumber, number>();

  note({ change, visit }: VisitChange): void {
    const { number, door, enteredAt, leftAt, endedBy, companions } = visit;
    const place = this.#places.get(number);
    if (change === 'begun' || place === undefined) {
      this.#places.set(number, this.#visits.length);
      this.#visits.push({ door, enteredAt, leftAt, endedBy, companions });
    } else if (change === 'cancelled') this.#visits[place] = null;
    else if (change === 'resumed') this.#visits[place] = { door, enteredAt, leftAt: null, endedBy: null, companions };
    else this.#visits[place] = { door, enteredAt, leftAt, endedBy, companions };
  }

  noteExit(door: DoorId, at: EpochMs): void {
    this.#visits.push({ door, enteredAt: null, leftAt: at, endedBy: 'tapped-out', companions: 0 });
  }

  newDay(): void {
    this.#places.clear();
  }

  newestFirst(): readonly PersonalVisit[] {
    return this.#visits.filter((visit) => visit !== null).reverse();
  }
}
