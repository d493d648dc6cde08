import type { HostView } from '../contract/api.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';

const MOST_DECISIONS = 20;
const MOST_STEPS = 300;

type Decision = HostView['decisions'][number];

/** The last decisions, newest first, without anything that tells who. */
export class RecentDecisions {
  #decisions: Decision[] = [];

  note(event: LoggedEvent, at: EpochMs): boolean {
    if (event.type !== 'access-granted' && event.type !== 'access-denied') return false;
    const { door, direction } = event;
    const decision: Decision =
      event.type === 'access-granted'
        ? { atMs: at, door, direction, outcome: 'granted' }
        : { atMs: at, door, direction, outcome: 'denied', reason: event.reason };
    this.#decisions = [decision, ...this.#decisions].slice(0, MOST_DECISIONS);
    return true;
  }

  list(): Decision[] {
    return this.#decisions;
  }
}

export function hostView(locksAt: EpochMs, ledger: OccupancyLedger, recent: RecentDecisions): HostView {
  const curve = ledger.curve(MOST_STEPS).map(({ at, present }) => ({ atMs: at, present }));
  return { locksAtMs: locksAt, curve, decisions: recent.list() };
}
