import type { DenyReason, VisitEnd } from '../contract/access.ts';
import type { OpenMode } from '../contract/policy.ts';
import type { DwellBand, HourRow } from '../contract/statistics.ts';
import { type EpochMs, epochMs, hours, type Milliseconds, minutes } from '../contract/units.ts';
import type { Schedule } from './schedule.ts';
import type { Visit } from './visits.ts';

export const HOUR: Milliseconds = hours(1);
const MINUTE: Milliseconds = minutes(1);

type PerMode = Record<OpenMode, number>;

/** What is so for a stretch of time: persons inside, null when not known; the mode served in, null when nobody is. */
export type Condition = { readonly present: number | null; readonly serving: OpenMode | null };

/** One hour while it is being counted. Whoever takes back has counted it here before: nothing ever falls below zero. */
export class HourTally {
  /** Whether it has something that no row has told yet. */
  changed = true;
  entries = 0;
  exits = 0;
  companions = 0;
  readonly #hour: EpochMs;
  readonly #planned: PerMode;
  readonly #actualMs: PerMode = { staffed: 0, 'self-hosted': 0, unattended: 0 };
  readonly #endedBy: Record<VisitEnd, number> = {
    'tapped-out': 0,
    'slot-end': 0,
    nightly: 0,
    host: 0,
    'staff-leaves': 0,
  };
  readonly #dwell: Record<DwellBand, number> = {
    under15Min: 0,
    from15MinTo1H: 0,
    from1HTo3H: 0,
    over3H: 0,
    unknown: 0,
  };
  readonly #denied: Partial<Record<DenyReason, number>> = {};
  #knownMs = 0;
  #personMs = 0;
  #peak: number | null = null;

  /** `hour`: when it begins. The plan is as `schedule` says now, whatever becomes of the rules meanwhile. */
  constructor(hour: EpochMs, schedule: Pick<Schedule, 'stateAt'>) {
    this.#hour = hour;
    this.#planned = plannedMinutes(hour, schedule);
  }

  /** So much of the hour went by under these conditions. */
  pass(lasted: Milliseconds, { present, serving }: Condition): void {
    if (lasted <= 0) return;
    this.changed = true;
    if (serving !== null) this.#actualMs[serving] += lasted;
    if (present === null) return;
    this.#knownMs += lasted;
    this.#personMs += present * lasted;
    this.#peak = Math.max(this.#peak ?? 0, present);
  }

  /** A visit ended here; `by` of -1 takes it back. */
  end({ enteredAt, leftAt, endedBy }: Visit, by: 1 | -1): void {
    if (leftAt === null || endedBy === null) return;
    if (endedBy === 'tapped-out') this.exits += by;
    this.#endedBy[endedBy] += by;
    this.#dwell[endedBy === 'tapped-out' ? bandOf(leftAt - enteredAt) : 'unknown'] += by;
    this.changed = true;
  }

  deny(reason: DenyReason): void {
    add(this.#denied, { [reason]: 1 });
    this.changed = true;
  }

  /** Takes over all that another hour has, but its plan. */
  take(other: HourTally): void {
    this.changed = true;
    this.entries += other.entries;
    this.exits += other.exits;
    this.companions += other.companions;
    this.#knownMs += other.#knownMs;
    this.#personMs += other.#personMs;
    if (other.#peak !== null) this.#peak = Math.max(this.#peak ?? 0, other.#peak);
    add(this.#actualMs, other.#actualMs);
    add(this.#endedBy, other.#endedBy);
    add(this.#dwell, other.#dwell);
    add(this.#denied, other.#denied);
  }

  row(): HourRow {
    const { entries, exits, companions } = this;
    const actual = Object.values(this.#actualMs).reduce((sum, each) => sum + each, 0);
    // A clock that was put back has the hour pass more than once.
    const share = Math.min(1, HOUR / actual);
    const minutesIn = (mode: OpenMode) => hundredths((this.#actualMs[mode] * share) / MINUTE);
    return {
      hourMs: this.#hour,
      presentMean: this.#knownMs === 0 ? null : hundredths(this.#personMs / this.#knownMs),
      presentPeak: this.#peak,
      knownMinutes: hundredths(Math.min(this.#knownMs, HOUR) / MINUTE),
      ...{ entries, exits, companions },
      endedBy: { ...this.#endedBy },
      dwell: { ...this.#dwell },
      denied: { ...this.#denied },
      openPlannedMinutes: { ...this.#planned },
      openActualMinutes: {
        staffed: minutesIn('staffed'),
        'self-hosted': minutesIn('self-hosted'),
        unattended: minutesIn('unattended'),
      },
    };
  }
}

/** Opening hours are written in whole minutes. */
function plannedMinutes(hour: EpochMs, schedule: Pick<Schedule, 'stateAt'>): PerMode {
  const planned: PerMode = { staffed: 0, 'self-hosted': 0, unattended: 0 };
  for (let minute = 0; minute < 60; minute++) {
    const { mode } = schedule.stateAt(epochMs(hour + minute * MINUTE));
    if (mode !== 'closed') planned[mode] += 1;
  }
  return planned;
}

/** Less than nothing is the work of a clock that was put back. */
function bandOf(lasted: number): DwellBand {
  if (lasted < 0) return 'unknown';
  if (lasted < 15 * MINUTE) return 'under15Min';
  if (lasted < HOUR) return 'from15MinTo1H';
  return lasted <= 3 * HOUR ? 'from1HTo3H' : 'over3H';
}

function add(to: Record<string, number>, more: Record<string, number>): void {
  for (const [key, each] of Object.entries(more)) to[key] = (to[key] ?? 0) + each;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
