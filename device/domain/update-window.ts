import { type EpochMs, minutes } from '../contract/units.ts';
import type { UpdateReason, UpdateWindow } from '../contract/update-window.ts';
import type { ScheduleState } from './schedule.ts';

/** What an update and its being taken back may take together, many times over. */
const BEFORE_OPENING = minutes(15);

export type UpdateCircumstances = {
  readonly hours: Pick<ScheduleState, 'open' | 'changesAt'>;
  /** Persons inside; null when it is not known. */
  readonly present: number | null;
  /** An alarm is on, or a muster list is in use. */
  readonly evacuation: boolean;
};

/** Whether the door may be without its controller for a moment: never while anybody could need it. */
export function updateWindow(at: UpdateCircumstances, now: EpochMs): UpdateWindow {
  const reason = reasonOf(at, now);
  return { allowed: reason === 'ready', reason, changesAtMs: at.hours.changesAt };
}

function reasonOf({ hours, present, evacuation }: UpdateCircumstances, now: EpochMs): UpdateReason {
  if (evacuation) return 'evacuation';
  if (hours.open || (hours.changesAt !== null && hours.changesAt - now < BEFORE_OPENING)) return 'open';
  if (present === null) return 'unknown-occupancy';
  return present > 0 ? 'occupied' : 'ready';
}
