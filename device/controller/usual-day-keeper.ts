import type { UsualDaySection } from '../contract/usual-day.ts';
import { type DayRows, usualDay } from '../domain/usual-day.ts';
import { isoWeekdayOf, officeDayAt, officeDayBegins } from '../domain/wall-clock.ts';
import type { Clock } from '../ports/clock.ts';
import type { HourStore } from '../ports/hour-store.ts';

export type UsualDayParts = {
  readonly clock: Clock;
  readonly timeZone: string;
  readonly hours: Pick<HourStore, 'read'>;
  readonly show: (section: UsualDaySection | null) => void;
};

const WEEKS = 8;

/** Holds today against a usual day, once an hour: of the hourly statistics alone, which tell of nobody. */
export class UsualDayKeeper {
  readonly #parts: UsualDayParts;
  /** The same weekday in the weeks before: they do not change while the day lasts. */
  #before: { readonly day: number; readonly rows: readonly DayRows[] } | null = null;

  constructor(parts: UsualDayParts) {
    this.#parts = parts;
  }

  /** An hour is over, or the box has started. Resolves when it is shown, or cannot be read. */
  async refresh(): Promise<void> {
    const { clock, timeZone, show } = this.#parts;
    const now = clock.wallMs();
    const day = officeDayAt(now, timeZone);
    const [today, before] = await Promise.all([this.#rowsOf(day), this.#weeksBefore(day)]);
    if (today === null || before === null) return show(null);
    show(usualDay(today, before, { now, weekday: isoWeekdayOf(day), timeZone }));
  }

  async #weeksBefore(day: number): Promise<readonly DayRows[] | null> {
    if (this.#before?.day === day) return this.#before.rows;
    const days = Array.from({ length: WEEKS }, (_, week) => day - 7 * (week + 1));
    const read = await Promise.all(days.map((each) => this.#rowsOf(each)));
    const rows = read.filter((each) => each !== null);
    if (rows.length < read.length) return null;
    this.#before = { day, rows };
    return rows;
  }

  async #rowsOf(day: number): Promise<DayRows | null> {
    const { hours, timeZone } = this.#parts;
    const read = await hours.read(officeDayBegins(day, timeZone), officeDayBegins(day + 1, timeZone));
    return read.ok ? read.value : null;
  }
}
