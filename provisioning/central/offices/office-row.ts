import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { curveOfDay } from './day-curve.ts';
import type { OfficeState } from './office-state.ts';
import { missingOf } from './stream-count.ts';

/** Each state is told anew every five minutes: after three times nothing it is not told any longer. */
export const STALE_MS = 900_000;

/** Whether the count is one of now. */
export function isCountFresh({ online, occupancy }: OfficeState, nowMs: number): boolean {
  return occupancy !== null && online !== false && nowMs - occupancy.newsMs < STALE_MS;
}

/** What central staff see of an office at this moment. */
export function rowOf(state: OfficeState, nowMs: number, dayMs: number): OfficeRow {
  return {
    operator: state.operator,
    office: state.office,
    online: state.online,
    onlineSinceMs: state.onlineSinceMs,
    heardAtMs: state.heardAtMs,
    occupancy: isCountFresh(state, nowMs) ? (state.occupancy?.body ?? null) : null,
    evacuation: state.evacuation,
    doors: doorsOf(state),
    health: state.health,
    missing: missingOf(state),
    log: state.log.state,
    curve: curveOfDay(state.day, dayMs).most,
  };
}

/** By name. One that only a run of before told of is not there any longer: a box tells of all its doors when it starts. */
function doorsOf({ doors, newest, pastBoots }: OfficeState): OfficeRow['doors'] {
  const isOfBefore = (door: string) => pastBoots.some((bootid) => bootid === newest[`doors/${door}`]?.bootid);
  return Object.values(doors)
    .filter(({ door }) => !isOfBefore(door))
    .sort((a, b) => (a.door < b.door ? -1 : 1));
}
