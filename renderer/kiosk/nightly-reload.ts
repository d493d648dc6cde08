import { type EpochMs, hours, type Milliseconds, minutes } from '../../device/contract/units.ts';
import type { Screen } from './choose-screen.ts';

/** From ten past four on, when the day’s count is reset and doors are shut in most places, until five. */
const FROM_MINUTE = 4 * 60 + 10;
const TO_MINUTE = 5 * 60;
/** A page that is younger has shed what months pile up. */
const OLD_AFTER = hours(20);
/** Nobody who touched the screen is still reading it. */
const UNTOUCHED_FOR = minutes(2);

type Page = {
  readonly screen: Screen['kind'];
  readonly now: EpochMs;
  readonly timeZone: string;
  readonly loadedFor: Milliseconds;
  readonly untouchedFor: Milliseconds;
};

/**
 * Whether the page is to load itself anew: at night by the office's clock, once a night, and while nobody is served. By
 * the page's own age, so that a clock that is put back, or an hour that comes twice, reloads nothing again and again.
 */
export function isReloadDue({ screen, now, timeZone, loadedFor, untouchedFor }: Page): boolean {
  if (screen !== 'idle' || loadedFor < OLD_AFTER || untouchedFor < UNTOUCHED_FOR) return false;
  const minute = minuteOfDay(now, timeZone);
  return minute >= FROM_MINUTE && minute < TO_MINUTE;
}

function minuteOfDay(at: EpochMs, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const [hour, minute] = clock.format(at).split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
