import OpeningHoursLibrary from 'opening_hours';
import { err, ok, type Result } from '../contract/result.ts';
import { type EpochMs, epochMs } from '../contract/units.ts';
import { clockStepBackAfter, instantOfWall, wallTimeAt, wallTimeOf } from './wall-clock.ts';

/** `changesAt`: when it next turns to the other; null when it never does. */
export type OpeningState = { readonly open: boolean; readonly changesAt: EpochMs | null };

export type OpeningHours = { stateAt(now: EpochMs): OpeningState };

export type OpeningHoursFault = { readonly code: 'opening-hours-malformed'; readonly message: string };

/** Public holidays are Sweden's; the place is used for sunrise and sunset alone (Stockholm). */
const sweden = { lat: 59.33, lon: 18.07, address: { country_code: 'se', state: '' } };

/** A rule list can change its comment without opening or closing; more such changes in a row than this is no timetable. */
const MOST_CHANGES = 100;

/**
 * Reads opening hours in OpenStreetMap's `opening_hours` syntax (wiki.openstreetmap.org/wiki/Key:opening_hours).
 * They are held against the wall clock of `timeZone`: "02:30" is open from when the clock in the office shows 02:30.
 */
export function parseOpeningHours(text: string, timeZone: string): Result<OpeningHours, OpeningHoursFault> {
  try {
    return ok(remembering(new OpeningHoursLibrary(text, sweden), timeZone));
  } catch (cause) {
    return err({ code: 'opening-hours-malformed', message: String(cause) });
  }
}

/** Evaluating takes some 50 µs: the state is kept until it changes, which is as pure and far cheaper at the door. */
function remembering(hours: OpeningHoursLibrary, timeZone: string): OpeningHours {
  let from = Number.POSITIVE_INFINITY;
  let state: OpeningState = { open: false, changesAt: null };
  return {
    stateAt(now) {
      if (now < from || now >= (state.changesAt ?? Number.POSITIVE_INFINITY)) {
        state = evaluate(hours, timeZone, now);
        from = now;
      }
      return state;
    },
  };
}

function evaluate(hours: OpeningHoursLibrary, timeZone: string, now: EpochMs): OpeningState {
  const wallDate = toWallDate(now, timeZone);
  const open = hours.getState(wallDate);
  let change = hours.getNextChange(wallDate);
  for (let i = 0; change && hours.getState(change) === open; i++) {
    change = i < MOST_CHANGES ? hours.getNextChange(change) : undefined;
  }
  const changesAt = change ? fromWallDate(change, timeZone, now) : null;
  const stepBack = clockStepBackAfter(now, timeZone);
  if (stepBack === null || (changesAt !== null && changesAt <= stepBack)) return { open, changesAt };
  // The wall shows the last hour once more, and with it a change that lies behind us now.
  const then = evaluate(hours, timeZone, stepBack);
  return then.open === open ? then : { open, changesAt: stepBack };
}

/** The library reads a Date by its local getters; this one shows the office's wall clock there. */
function toWallDate(now: EpochMs, timeZone: string): Date {
  const wall = wallTimeAt(now, timeZone);
  return new Date(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}

function fromWallDate(date: Date, timeZone: string, after: EpochMs): EpochMs {
  return epochMs(instantOfWall(wallTimeOf(date), timeZone, after));
}
