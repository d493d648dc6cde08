import { TZDate, tzOffset } from '@date-fns/tz';
import { type EpochMs, epochMs } from '../contract/units.ts';

/** What a clock on the wall of the office shows. `month` is 1–12. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/** `timeZone`: IANA name. */
export function wallTimeAt(instant: EpochMs, timeZone: string): WallTime {
  return wallTimeOf(new TZDate(instant, timeZone));
}

/** What a date's local getters show. */
export function wallTimeOf(date: Date): WallTime {
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
  };
}

function instantWithOffset(wall: WallTime, offsetMinutes: number): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute - offsetMinutes, wall.second);
}

/**
 * The first instant after `after` at which the wall shows `wall`. In an hour that comes twice (end of summer time) that
 * may be its second coming; an hour that is skipped (start of summer time) is taken with the offset before the skip.
 */
export function instantOfWall(wall: WallTime, timeZone: string, after: EpochMs): EpochMs {
  const nearby = instantWithOffset(wall, 0);
  const day = 86_400_000;
  const offsets = [nearby - day, nearby + day].map((instant) => -new TZDate(instant, timeZone).getTimezoneOffset());
  const candidates = [...new Set(offsets)].map((offset) => instantWithOffset(wall, offset)).sort((a, b) => a - b);
  const shown = candidates.filter((instant) => sameMinute(wallTimeAt(epochMs(instant), timeZone), wall));
  const usable = shown.length > 0 ? shown : [instantWithOffset(wall, offsets[0] ?? 0)];
  return epochMs(usable.find((instant) => instant > after) ?? usable[usable.length - 1] ?? nearby);
}

/** No clock on a wall has been put back by more (two hours at Troll station); each was at a quarter (IANA tzdata). */
const LONGEST_STEP_BACK = 3 * 3_600_000;
const QUARTER = 900_000;

/** When the wall clock will next be put back, if it then shows again the time that it shows now; else null. */
export function clockStepBackAfter(now: EpochMs, timeZone: string): EpochMs | null {
  const offset = tzOffset(timeZone, new Date(now));
  const first = Math.floor(now / QUARTER) * QUARTER + QUARTER;
  for (let at = first; at <= now + LONGEST_STEP_BACK; at += QUARTER) {
    const back = (offset - tzOffset(timeZone, new Date(at))) * 60_000;
    if (back > 0) return at - back <= now ? epochMs(at) : null;
  }
  return null;
}

function sameMinute(a: WallTime, b: WallTime): boolean {
  return a.day === b.day && a.hour === b.hour && a.minute === b.minute;
}

/** The hour at which an office's day begins: visits that outlast midnight belong to the evening before. */
export const RESET_HOUR = 4;

/** The office's day that an instant belongs to, as days since 1970-01-01; it changes at 04:00 by the office's wall clock. */
export function officeDayAt(instant: EpochMs, timeZone: string): number {
  const wall = wallTimeAt(instant, timeZone);
  return Math.floor(Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour - RESET_HOUR) / 86_400_000);
}

/** When that day of the office begins. */
export function officeDayBegins(officeDay: number, timeZone: string): EpochMs {
  const { year, month, day } = wallTimeAt(epochMs(officeDay * 86_400_000), 'UTC');
  const wall = { year, month, day, hour: RESET_HOUR, minute: 0, second: 0 };
  return instantOfWall(wall, timeZone, epochMs(Number.NEGATIVE_INFINITY));
}

/** Of a day of the office, as in ISO 8601: 1 is Monday. 1970-01-01 was a Thursday. */
export function isoWeekdayOf(officeDay: number): number {
  return ((officeDay + 3) % 7) + 1;
}

/**
 * When the office's wall shows that time (HH:MM) in the office's day that `now` belongs to: until 04:00 that is the
 * morning after, `24:00` is midnight.
 */
export function lastInstantOfDay(now: EpochMs, timeZone: string, time: string): EpochMs {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const isMorning = hour * 60 + minute <= RESET_HOUR * 60;
  const ofDay = new Date((officeDayAt(now, timeZone) + (isMorning || hour === 24 ? 1 : 0)) * 86_400_000);
  const day = { year: ofDay.getUTCFullYear(), month: ofDay.getUTCMonth() + 1, day: ofDay.getUTCDate() };
  return instantOfWall({ ...day, hour: hour % 24, minute, second: 0 }, timeZone, epochMs(Number.NEGATIVE_INFINITY));
}
