import { type EpochMs, epochMs } from '../contract/units.ts';
import { instantOfWall } from '../domain/wall-clock.ts';

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
/** RFC 3339, 5.6; seconds may be left out. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;
const FIRST_YEAR = 2000;
/** Of texts that are kept with what they mean: a file says few dates many times. */
const MOST_KEPT = 10_000;

/** Reads days and instants. A day is the office's: it begins and ends with midnight on the wall there. */
export class DateReader {
  readonly #timeZone: string;
  readonly #kept = new Map<string, EpochMs | null>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** The first instant of a day, or the instant; null when it is neither. */
  from(text: string): EpochMs | null {
    return this.#read(text, 0);
  }

  /** The midnight that ends a day, or the instant; null when it is neither. */
  until(text: string): EpochMs | null {
    return this.#read(text, 1);
  }

  #read(text: string, daysLater: 0 | 1): EpochMs | null {
    const key = `${daysLater}${text}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const read = this.#instantOf(text, daysLater);
    if (this.#kept.size < MOST_KEPT) this.#kept.set(key, read);
    return read;
  }

  #instantOf(text: string, daysLater: number): EpochMs | null {
    const day = dayIn(text.slice(0, 10));
    if (day === null) return null;
    if (DAY.test(text)) return this.#midnight(new Date(day + daysLater * 86_400_000));
    const instant = INSTANT.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
    return Number.isNaN(instant) ? null : epochMs(instant);
  }

  #midnight(day: Date): EpochMs {
    const date = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
    return instantOfWall({ ...date, hour: 0, minute: 0, second: 0 }, this.#timeZone, epochMs(0));
  }
}

/** As UTC has it; null when there is no such day. */
function dayIn(text: string): number | null {
  const [, year, month, day] = DAY.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || year < FIRST_YEAR) return null;
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() === month - 1 ? at : null;
}
