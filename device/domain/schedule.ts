import type { OfficeMode, Policy } from '../contract/policy.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';
import { type OpeningHours, parseOpeningHours } from './opening-hours.ts';
import type { ModeSpan } from './opening-today.ts';
import { instantOfWall, type WallTime, wallTimeAt } from './wall-clock.ts';

/**
 * `changesAt`: when the office next opens or closes; null when it never does. `term`: whether a temporary office is
 * there yet, or still.
 */
export type ScheduleState = {
  readonly mode: OfficeMode;
  readonly open: boolean;
  readonly changesAt: EpochMs | null;
  readonly term: 'not-yet' | 'now' | 'over';
};

export type Schedule = {
  stateAt(now: EpochMs): ScheduleState;
  /** Whether cleaners may come, open or not. */
  cleanersAt(now: EpochMs): boolean;
  /** The same, with what a host has decided for today laid over it: the first span that holds gives the mode. */
  laidOver(spans: readonly ModeSpan[]): Schedule;
};

export type ScheduleFault = {
  readonly code: 'opening-hours-malformed';
  readonly path: readonly (string | number)[];
  readonly message: string;
};

type Rules = Pick<Policy, 'slots' | 'exceptions' | 'cleanerHours' | 'validFrom' | 'validUntil'>;
type OpenSlot = { readonly mode: OfficeMode; readonly hours: OpeningHours };
type ModeFrom = { readonly at: EpochMs; readonly mode: OfficeMode };
type Term = { readonly from: EpochMs | null; readonly until: EpochMs | null };
type Parts = {
  readonly slots: readonly OpenSlot[];
  readonly days: ExceptionDays;
  readonly cleaners: OpeningHours | null;
  readonly term: Term;
};

/** More turns of mode in a row than this without an opening or a closing is no timetable. */
const MOST_TURNS = 400;

/** The opening slots, dated exceptions and term of a policy, held against the wall clock of `timeZone`. */
export function parseSchedule(rules: Rules, timeZone: string): Result<Schedule, ScheduleFault> {
  const slots: OpenSlot[] = [];
  for (const [index, { mode, hours: text }] of rules.slots.entries()) {
    const hours = parseOpeningHours(text, timeZone);
    if (!hours.ok) return err({ ...hours.error, path: ['slots', index, 'hours'] });
    slots.push({ mode, hours: hours.value });
  }
  const cleaners = rules.cleanerHours === undefined ? null : parseOpeningHours(rules.cleanerHours, timeZone);
  if (cleaners !== null && !cleaners.ok) return err({ ...cleaners.error, path: ['cleanerHours'] });
  const { exceptions, validFrom, validUntil } = rules;
  const term = {
    from: validFrom === undefined ? null : startOfDay(validFrom, timeZone),
    until: validUntil === undefined ? null : startOfDay(nextDay(validUntil), timeZone),
  };
  const days = new ExceptionDays(exceptions, timeZone);
  return ok(new WrittenSchedule({ slots, days, cleaners: cleaners?.value ?? null, term }, []));
}

class WrittenSchedule implements Schedule {
  readonly #parts: Parts;
  readonly #today: readonly ModeSpan[];
  /** Evaluated at `#knownFrom`, and good until anything turns. */
  #known: ScheduleState | null = null;
  #knownFrom = 0;
  #knownUntil = 0;

  constructor(parts: Parts, today: readonly ModeSpan[]) {
    this.#parts = parts;
    this.#today = today;
  }

  laidOver(spans: readonly ModeSpan[]): Schedule {
    return new WrittenSchedule(this.#parts, spans);
  }

  stateAt(now: EpochMs): ScheduleState {
    if (this.#known === null || now < this.#knownFrom || now >= this.#knownUntil) {
      this.#knownFrom = now;
      this.#known = this.#evaluate(now);
    }
    return this.#known;
  }

  cleanersAt(now: EpochMs): boolean {
    return this.#parts.cleaners?.stateAt(now).open ?? false;
  }

  #evaluate(now: EpochMs): ScheduleState {
    const mode = this.#modeAt(now);
    const open = mode !== 'closed';
    const first = this.#nextTurn(now);
    this.#knownUntil = first ?? Number.POSITIVE_INFINITY;
    let changesAt = first;
    for (let turns = 0; changesAt !== null && (this.#modeAt(changesAt) !== 'closed') === open; turns++)
      changesAt = turns < MOST_TURNS ? this.#nextTurn(changesAt) : null;
    return { mode, open, changesAt, term: this.#termAt(now) };
  }

  #termAt(now: EpochMs): ScheduleState['term'] {
    const { from, until } = this.#parts.term;
    if (from !== null && now < from) return 'not-yet';
    return until !== null && now >= until ? 'over' : 'now';
  }

  #modeAt(now: EpochMs): OfficeMode {
    if (this.#termAt(now) !== 'now') return 'closed';
    const today = this.#today.find(({ from, until }) => now >= from && now < until);
    if (today !== undefined) return today.mode;
    const special = this.#parts.days.modeAt(now);
    if (special !== null) return special;
    return this.#parts.slots.find(({ hours }) => hours.stateAt(now).open)?.mode ?? 'closed';
  }

  /** The next instant at which anything that a mode hangs on turns; null when nothing ever does. */
  #nextTurn(now: EpochMs): EpochMs | null {
    const { slots, days, term } = this.#parts;
    const edges = [term.from, term.until, ...this.#today.flatMap(({ from, until }) => [from, until])];
    const turns = [
      ...slots.map(({ hours }) => hours.stateAt(now).changesAt),
      days.nextTurn(now),
      ...edges.filter((at) => at !== null && at > now),
    ].filter((at) => at !== null);
    return turns.length === 0 ? null : epochMs(Math.min(...turns));
  }
}

/** The days that are unlike their weekday, as instants in order at which a mode begins. */
class ExceptionDays {
  readonly #turns: readonly { readonly at: EpochMs; readonly mode: OfficeMode | null }[];

  constructor(exceptions: Policy['exceptions'], timeZone: string) {
    const dates = [...new Set(exceptions.map(({ date }) => date))].sort();
    this.#turns = dates.flatMap((date) => {
      const ofDay = exceptions.filter((exception) => exception.date === date);
      const end = startOfDay(nextDay(date), timeZone);
      const marks = [
        startOfDay(date, timeZone),
        ...ofDay.flatMap(({ from, until }) => [from, until].map((time) => instantOf(date, time, timeZone))),
      ];
      const spans = ofDay.map((each) => ({
        mode: each.mode,
        from: instantOf(date, each.from, timeZone),
        until: instantOf(date, each.until, timeZone),
      }));
      const modeAt = (at: EpochMs): ModeFrom => ({
        at,
        mode: spans.find(({ from, until, mode }) => mode !== 'closed' && at >= from && at < until)?.mode ?? 'closed',
      });
      const inside = [...new Set(marks)].filter((at) => at < end).sort((a, b) => a - b);
      const nextIsSpecial = dates.includes(nextDay(date));
      return [...inside.map(modeAt), ...(nextIsSpecial ? [] : [{ at: end, mode: null }])];
    });
  }

  /** Null on a day like any other. */
  modeAt(now: EpochMs): OfficeMode | null {
    return this.#turns.findLast(({ at }) => at <= now)?.mode ?? null;
  }

  nextTurn(now: EpochMs): EpochMs | null {
    return this.#turns.find(({ at }) => at > now)?.at ?? null;
  }
}

function wallOf(date: string, time: string): WallTime {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { year, month, day, hour, minute, second: 0 };
}

function instantOf(date: string, time: string, timeZone: string): EpochMs {
  if (time === '24:00') return startOfDay(nextDay(date), timeZone);
  return instantOfWall(wallOf(date, time), timeZone, epochMs(Number.NEGATIVE_INFINITY));
}

function startOfDay(date: string, timeZone: string): EpochMs {
  return instantOf(date, '00:00', timeZone);
}

function nextDay(date: string): string {
  const { year, month, day } = wallOf(date, '00:00');
  const next = wallTimeAt(epochMs(Date.UTC(year, month - 1, day + 1, 12)), 'UTC');
  const two = (number: number) => String(number).padStart(2, '0');
  return `${next.year}-${two(next.month)}-${two(next.day)}`;
}
