import type { AnnouncedUntil } from '../contract/host-announcement.ts';
import { days, type EpochMs, epochMs, hours } from '../contract/units.ts';
import type { Schedule } from './schedule.ts';
import { officeDayAt } from './wall-clock.ts';

/** Openings in a row that are looked at: no day has so many. */
const MOST_OPENINGS = 24;

/** When what is told until then is over. An office that never closes has it for a day, or for two. */
export function announcedUntil(
  until: AnnouncedUntil,
  schedule: Pick<Schedule, 'stateAt'>,
  { now, timeZone }: { readonly now: EpochMs; readonly timeZone: string },
): EpochMs {
  if (until === 'hour') return epochMs(now + hours(1));
  const [first, second] = closings(schedule, now, timeZone);
  if (until === 'closing') return first ?? epochMs(now + days(1));
  return second ?? epochMs((first ?? now) + days(first === undefined ? 2 : 1));
}

/** When the coming open days end, the one that goes on first: a break in the middle of the day is none. */
function closings(schedule: Pick<Schedule, 'stateAt'>, now: EpochMs, timeZone: string): readonly EpochMs[] {
  const ends = new Map<number, EpochMs>();
  let at = now;
  for (let openings = 0; openings < 2 * MOST_OPENINGS && ends.size < 3; openings++) {
    const { open, changesAt } = schedule.stateAt(at);
    if (changesAt === null) break;
    // One that closes at four in the morning closes on the day before.
    if (open) ends.set(officeDayAt(epochMs(changesAt - 1), timeZone), changesAt);
    at = changesAt;
  }
  return [...ends.values()];
}
