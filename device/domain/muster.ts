import type { LoggedEvent } from '../contract/events.ts';
import type { VisitNumber } from '../contract/ids.ts';
import type { MusterEntry, MusterSection } from '../contract/muster.ts';
import { type EpochMs, minutes } from '../contract/units.ts';
import type { OccupancyFigure, OccupancyLedger } from './occupancy.ts';

/** The count that a list is taken from. */
type Counted = Pick<OccupancyLedger, 'figure' | 'atLeast' | 'visits'>;

/** A list that nobody has touched for so long is another event's, and was forgotten. */
const FORGOTTEN_AFTER = minutes(60);

/**
 * The muster list as a fold of the log, after the count: the same events in the same order give the same list, while
 * running and at a start. It is taken from the visits when it begins, and again when the fire alarm comes on.
 */
export class MusterBook {
  readonly #count: Counted;
  #list: MusterList | null = null;
  #touchedAt: EpochMs | null = null;
  /** The last that was heard of the alarm; its end may have been missed while the box was off. */
  #alarm = false;

  constructor(count: Counted) {
    this.#count = count;
  }

  /** After the count has taken it. */
  apply(event: LoggedEvent, at: EpochMs): void {
    switch (event.type) {
      case 'muster-started':
        this.#begin(event.drill, at);
        break;
      case 'evacuation-started':
        // Until now people could come in.
        this.#list?.takeIn(this.#count.visits);
        // It has gone on over a restart, and so has its list.
        if (this.#alarm) this.#touchedAt = at;
        this.#alarm = true;
        break;
      case 'evacuation-ended':
        this.#alarm = false;
        break;
      case 'muster-marked':
        this.#list?.mark(event.entry, event.safe);
        break;
      case 'muster-added':
        this.#list?.add('added', event.entry, event.persons);
        break;
      case 'access-granted':
        // Nobody is let in while it is on.
        if (event.direction === 'in') this.#alarm = false;
        if (event.visit !== null && event.direction === 'in') this.#list?.cameIn(event.visit);
        if (event.visit !== null) this.#list?.passed(event.visit, this.#count.visits.lasts(event.visit));
        break;
      case 'access-not-taken':
        if (event.visit !== null) this.#list?.passed(event.visit, this.#count.visits.lasts(event.visit));
        break;
      case 'muster-ended':
      case 'occupancy-reset':
        this.#list = null;
        break;
    }
    if (TOUCHES.has(event.type)) this.#touchedAt = at;
  }

  /** Null while there is none. */
  section(): MusterSection | null {
    return this.#list?.section() ?? null;
  }

  /** Whether there is one that somebody works with. */
  inUse(now: EpochMs): boolean {
    return this.#list !== null && this.#touchedAt !== null && Math.abs(now - this.#touchedAt) < FORGOTTEN_AFTER;
  }

  #begin(drill: boolean, at: EpochMs): void {
    const { visits } = this.#count;
    const list = new MusterList(drill, at, this.#count.figure());
    list.takeIn(visits);
    const others = this.#count.atLeast() - visits.persons;
    if (others > 0) list.add('without-visit', list.nextEntry, others);
    this.#list = list;
  }
}

const TOUCHES: ReadonlySet<LoggedEvent['type']> = new Set(['muster-started', 'muster-marked', 'muster-added']);

/** A row without what becomes of it. */
type Row = MusterEntry extends infer E ? (E extends MusterEntry ? Omit<E, 'state'> : never) : never;

class MusterList {
  readonly #drill: boolean;
  readonly #startedAt: EpochMs;
  readonly #counted: OccupancyFigure;
  readonly #rows = new Map<number, Row>();
  readonly #entries = new Map<VisitNumber, number>();
  readonly #safe = new Set<number>();
  readonly #left = new Set<number>();

  constructor(drill: boolean, startedAt: EpochMs, counted: OccupancyFigure) {
    this.#drill = drill;
    this.#startedAt = startedAt;
    this.#counted = counted;
  }

  get nextEntry(): number {
    return this.#rows.size + 1;
  }

  /** Everybody who is inside and not on it yet. */
  takeIn(visits: OccupancyLedger['visits']): void {
    for (const { number, role, enteredAt, companions } of visits.open()) {
      if (this.#entries.has(number)) continue;
      const entry = this.nextEntry;
      const areas = [...visits.areasOf(number)];
      this.#entries.set(number, entry);
      this.#rows.set(entry, { kind: 'visit', entry, persons: 1 + companions, role, sinceMs: enteredAt, areas });
    }
  }

  add(kind: 'without-visit' | 'added', entry: number, persons: number): void {
    if (!this.#rows.has(entry)) this.#rows.set(entry, { kind, entry, persons });
  }

  mark(entry: number, safe: boolean): void {
    if (!this.#rows.has(entry)) return;
    if (safe) this.#safe.add(entry);
    else {
      this.#safe.delete(entry);
      this.#left.delete(entry);
    }
  }

  /** Who goes in again is at the assembly point no more. */
  cameIn(visit: VisitNumber): void {
    const entry = this.#entries.get(visit);
    if (entry !== undefined) this.#safe.delete(entry);
  }

  /** Somebody on the list has tapped, or has not gone through the door after all. */
  passed(visit: VisitNumber, lasts: boolean): void {
    const entry = this.#entries.get(visit);
    if (entry === undefined) return;
    if (lasts) this.#left.delete(entry);
    else this.#left.add(entry);
  }

  section(): MusterSection {
    const entries = [...this.#rows.values()].map((row) => ({ ...row, state: this.#stateOf(row.entry) }));
    const { present, quality, since } = this.#counted;
    return {
      ...{ drill: this.#drill, startedAtMs: this.#startedAt, present, quality, sinceMs: since, entries },
      listed: personsOf(entries),
      safe: personsOf(entries.filter(({ state }) => state !== 'missing')),
    };
  }

  #stateOf(entry: number): MusterEntry['state'] {
    if (this.#left.has(entry)) return 'left';
    return this.#safe.has(entry) ? 'safe' : 'missing';
  }
}

function personsOf(rows: readonly { readonly persons: number }[]): number {
  return rows.reduce((sum, { persons }) => sum + persons, 0);
}
