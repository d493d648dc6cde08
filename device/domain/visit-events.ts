import type { LoggedEventType } from '../contract/events.ts';

/** Beside the passages themselves: what may change or end a visit. */
export const eventsOfVisits = [
  'access-not-taken',
  'companions-noted',
  'roll-call-started',
  'roll-call-answered',
  'roll-call-ended',
  'stays-ended',
  'occupancy-corrected',
  'occupancy-reset',
] as const satisfies readonly LoggedEventType[];
