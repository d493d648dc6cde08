import type { LoggedEvent } from '../contract/events.ts';
import type { VisitNumber } from '../contract/ids.ts';
import type { OfficeMode } from '../contract/policy.ts';
import type { HourRow } from '../contract/statistics.ts';
import { days, type EpochMs, epochMs, type Milliseconds, milliseconds, minutes } from '../contract/units.ts';
import { type Condition, HOUR, HourTally } from './hour-tally.ts';
import type { Schedule } from './schedule.ts';
import type { VisitChange } from './visits.ts';

/** An hour is told so long after its end: a grant that is not taken is taken back within this. */
export const SETTLED_AFTER: Milliseconds = minutes(2);

/** Of a longer time without the box, the last part alone gets rows. */
const LONGEST_GAP: Milliseconds = days(31);

/** A clock that goes back by more had not been right before. */
const BACK_AT_MOST: Milliseconds = days(1);

/** Where a visit was counted. */
type Counted = { readonly entry: EpochMs; readonly companions: number; readonly exit: EpochMs | null };

const nothing: Condition = { present: null, serving: null };

/**
 * The hours of the office as a fold of the log: the same events in the same order give the same rows, while running and
 * at a start, so that a row is stored by putting it in place of the one of its hour. When the box was off, and how the
 * office was served, the log does not tell: a start that does not note these anew, each in its place among the events,
 * gets fewer minutes than there were. An event takes constant time.
 *
 * What was before the nightly reset in the hour of the reset (the visits that it ends above all) is told in the hour
 * before: rows from the hour of the reset on hang on what was logged since the reset alone.
 */
export class HourStatistics {
  readonly #schedule: () => Pick<Schedule, 'stateAt'>;
  readonly #tallies = new Map<EpochMs, HourTally>();
  readonly #visits = new Map<VisitNumber, Counted>();
  /** Hours that have something of the event that is being taken. */
  readonly #touched = new Set<EpochMs>();
  #condition = nothing;
  #at: EpochMs | null = null;
  /** The hour of the last reset: what bears an earlier time is counted in it, for the rows before it are told. */
  #dayFrom: EpochMs | null = null;

  /** `schedule`: the one in force; asked once an hour. */
  constructor(schedule: () => Pick<Schedule, 'stateAt'>) {
    this.#schedule = schedule;
  }

  /** After the ledger has taken the event. `present`: the count after it; null when it is not known. */
  apply(event: LoggedEvent, at: EpochMs, present: number | null): void {
    if (event.type === 'clock-moved') {
      this.#passTo(epochMs(event.fromMs));
      this.#passTo(epochMs(event.toMs), nothing);
    }
    // Unless it was told when the box stopped (`noteStopped`), nothing is known since the event before.
    if (event.type === 'controller-started') this.#passTo(at, nothing);
    const hour = this.#passTo(at);
    this.#condition = { ...this.#condition, present };
    if (event.type === 'controller-stopped') this.#condition = nothing;
    if (event.type === 'access-denied') this.#tally(hour).deny(event.reason);
    this.#noteChanged(hour);
    if (event.type === 'occupancy-reset') this.#beginDay(hour);
  }

  /** What the book tells of a visit while the ledger takes an event: before `apply` of the same. */
  noteVisit({ change, visit }: VisitChange, at: EpochMs): void {
    const hour = this.#passTo(at);
    if (change === 'begun') {
      this.#visits.set(visit.number, { entry: hour, companions: visit.companions, exit: null });
      this.#countIn(hour, 1, visit.companions);
      return;
    }
    const counted = this.#visits.get(visit.number);
    if (counted === undefined) return;
    const { entry, companions, exit } = counted;
    switch (change) {
      case 'amended':
        this.#visits.set(visit.number, { ...counted, companions: visit.companions });
        this.#countIn(entry, 0, visit.companions - companions);
        break;
      case 'cancelled':
        this.#visits.delete(visit.number);
        this.#countIn(entry, -1, -companions);
        break;
      case 'ended':
        this.#visits.set(visit.number, { ...counted, exit: hour });
        this.#touch(hour)?.end(visit, 1);
        break;
      case 'resumed':
        this.#visits.set(visit.number, { ...counted, exit: null });
        if (exit !== null) this.#touch(exit)?.end(visit, -1);
        break;
    }
  }

  /** From now on the office is in this mode. `doorTakesAccess`: at least one door could let somebody in. */
  noteService(mode: OfficeMode, doorTakesAccess: boolean, at: EpochMs): void {
    this.#passTo(at);
    this.#condition = { ...this.#condition, serving: doorTakesAccess && mode !== 'closed' ? mode : null };
  }

  /** The box stops, or was found at a start to have been off since then. */
  noteStopped(at: EpochMs): void {
    this.#passTo(at);
    this.#condition = nothing;
  }

  /**
   * Rows of the hours that have been over for two minutes at least, oldest first, one for each hour, nights and outages
   * too. Each is given once; again, with all that it has then, when it was changed afterwards: by a late taking back, by
   * companions told of late, or by a clock that was put back, so that the hour went on.
   */
  finished(now: EpochMs): readonly HourRow[] {
    this.#passTo(now);
    const rows: HourRow[] = [];
    for (const [hour, tally] of [...this.#tallies].sort(([one], [other]) => one - other)) {
      const ofOtherDay = this.#dayFrom !== null && hour < this.#dayFrom;
      if (!ofOtherDay && hour + HOUR + SETTLED_AFTER > now) continue;
      if (tally.changed) rows.push(tally.row());
      tally.changed = false;
      if (ofOtherDay || hour + LONGEST_GAP < now) this.#tallies.delete(hour);
    }
    return rows;
  }

  /** The hour that is going on, as far as it has come; its plan is that of the whole hour. */
  current(now: EpochMs): HourRow {
    return this.#tally(this.#passTo(now)).row();
  }

  /** Lets time pass, and returns the hour that it is then. A clock that goes back lets none pass. */
  #passTo(time: EpochMs, condition = this.#condition): EpochMs {
    const to = this.#notBeforeDay(time);
    const from = this.#at ?? to;
    this.#at = to;
    const last = hourOf(to);
    const first = from > to ? last : epochMs(Math.max(hourOf(from), last - LONGEST_GAP));
    for (let hour = first; hour <= last; hour = epochMs(hour + HOUR)) {
      const lasted = Math.min(to, hour + HOUR) - Math.max(from, hour);
      this.#tally(hour).pass(milliseconds(Math.max(0, lasted)), condition);
    }
    return last;
  }

  #notBeforeDay(time: EpochMs): EpochMs {
    if (this.#dayFrom === null || time >= this.#dayFrom) return time;
    if (this.#dayFrom - time <= BACK_AT_MOST) return this.#dayFrom;
    this.#dayFrom = null;
    return time;
  }

  #tally(hour: EpochMs): HourTally {
    const known = this.#tallies.get(hour);
    if (known !== undefined) return known;
    const tally = new HourTally(hour, this.#schedule());
    this.#tallies.set(hour, tally);
    return tally;
  }

  /** Undefined for an hour that is long told. */
  #touch(hour: EpochMs): HourTally | undefined {
    this.#touched.add(hour);
    return this.#tallies.get(hour);
  }

  #countIn(hour: EpochMs, entries: number, companions: number): void {
    const tally = this.#touch(hour);
    if (tally === undefined) return;
    tally.entries += entries;
    tally.companions += companions;
    tally.changed = true;
  }

  #noteChanged(hour: EpochMs): void {
    for (const each of this.#touched.add(hour)) {
      const tally = this.#tallies.get(each);
      if (tally !== undefined) tally.changed = true;
    }
    this.#touched.clear();
  }

  #beginDay(hour: EpochMs): void {
    const before = this.#tallies.get(epochMs(hour - HOUR));
    if (before !== undefined) {
      before.take(this.#tally(hour));
      this.#tallies.delete(hour);
      this.#tally(hour);
    }
    this.#visits.clear();
    this.#dayFrom = hour;
  }
}

function hourOf(time: EpochMs): EpochMs {
  return epochMs(Math.floor(time / HOUR) * HOUR);
}
