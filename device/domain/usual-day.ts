import type { HourRow } from '../contract/statistics.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';
import { FEWEST_SHOWN, type Peak, type UsualDaySection } from '../contract/usual-day.ts';
import { RESET_HOUR, wallTimeAt } from './wall-clock.ts';

/** Fewer days of a kind than this make nothing usual. */
const FEWEST_DAYS = 3;

/** A difference of fewer persons, or of a smaller part, is none to speak of. */
const PERSONS_APART = 3;
const PART_APART = 0.25;

const HOUR_MS = 3_600_000;

/** Rows of one day of the office, from 04:00 on. */
export type DayRows = readonly HourRow[];

type Now = { readonly now: EpochMs; readonly weekday: number; readonly timeZone: string };

/**
 * Today against the median of `before`, the same weekday in earlier weeks. Null with fewer than three such days on which
 * the office was open and its count known.
 */
export function usualDay(
  today: DayRows,
  before: readonly DayRows[],
  { now, weekday, timeZone }: Now,
): UsualDaySection | null {
  const hourOf = ({ hourMs }: HourRow) => wallTimeAt(epochMs(hourMs), timeZone).hour;
  const days = before.filter((rows) => rows.some(wasOpen));
  if (days.length < FEWEST_DAYS) return null;
  const peaks = (rows: DayRows, hour: number) =>
    rows.flatMap((row) => (hourOf(row) === hour && row.presentPeak !== null ? [row.presentPeak] : []));
  const usual = (hour: number) => {
    const known = days.flatMap((rows) => peaks(rows, hour));
    return known.length < FEWEST_DAYS ? null : median(known);
  };
  const hours = hoursOfDay.filter(
    (hour) =>
      days.filter((rows) => rows.some((row) => hourOf(row) === hour && isPlanned(row))).length * 2 >= days.length,
  );
  const last = today.findLast(({ hourMs }) => hourMs + HOUR_MS <= now && hourMs + 2 * HOUR_MS > now);
  const lastHour = last === undefined ? null : hourOf(last);
  return {
    weekday,
    hours: hours.map((hour) => ({
      hour,
      today: shown(peaks(today, hour).at(-1) ?? null),
      usual: shown(usual(hour)),
    })),
    last: lastHour === null || !hours.includes(lastHour) ? null : compared(last?.presentPeak ?? null, usual(lastHour)),
  };
}

/** From the reset on. */
const hoursOfDay = Array.from({ length: 24 }, (_, index) => (RESET_HOUR + index) % 24);

function wasOpen({ openActualMinutes, presentPeak }: HourRow): boolean {
  return presentPeak !== null && Object.values(openActualMinutes).some((minutes) => minutes > 0);
}

function isPlanned({ openPlannedMinutes }: HourRow): boolean {
  return Object.values(openPlannedMinutes).some((minutes) => minutes > 0);
}

/** Of an even number the mean of the two in the middle, rounded. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return Math.round((low + high) / 2);
}

function shown(persons: number | null): Peak {
  return persons === null || persons >= FEWEST_SHOWN ? persons : 'few';
}

function compared(today: number | null, usual: number | null): UsualDaySection['last'] {
  if (today === null || usual === null) return null;
  const apart = Math.abs(today - usual);
  const isApart = apart >= PERSONS_APART && apart >= PART_APART * usual;
  if (!isApart) return 'as-usual';
  return today < usual ? 'calmer' : 'busier';
}
