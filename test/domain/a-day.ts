import type { LoggedEvent } from '../../device/contract/events.ts';
import { AreaId, DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { OccupancyLedger, type OfficePlan } from '../../device/domain/occupancy.ts';
import type { VisitBook } from '../../device/domain/visits.ts';

export const entrance = DoorId.parse('entrance');
export const front = ReaderId.parse('front');

export const bearer = (card: number) => Pseudonym.parse(card.toString(16).padStart(32, '0'));
export const visitNo = (n: number) => VisitNumber.parse(n);

/** A room of its own inside the office, and its door. */
export const quiet = DoorId.parse('quiet');
export const quietRoom = AreaId.parse('quiet-room');
export const areaOf = (door: DoorId) => (door === quiet ? quietRoom : null);

export const reset: LoggedEvent = { type: 'occupancy-reset' };
export const staysEnded: LoggedEvent = { type: 'stays-ended' };
export const rollCall: LoggedEvent = { type: 'roll-call-started', by: 'Anna', untilMs: 99 };
export const stays = (visit: number): LoggedEvent => ({ type: 'roll-call-answered', visit: visitNo(visit) });
export const rollCallOver: LoggedEvent = { type: 'roll-call-ended', stayed: 0, unknown: 0 };
export const bring = (visit: number, companions: number): LoggedEvent => ({
  ...{ type: 'companions-noted', visit: visitNo(visit), companions },
});
export const correct = (present: number): LoggedEvent => ({ type: 'occupancy-corrected', present });
export const notTaken = (visit: number, direction: 'in' | 'out', door = entrance): LoggedEvent => ({
  ...{ type: 'access-not-taken', door, visit: visitNo(visit), direction },
});

/** An event, or one whose visit is known only when it happens. */
export type Step = LoggedEvent | ((visits: VisitBook) => LoggedEvent);

/** A card at a reader; the visit gets its number as the box gives it. */
export const pass =
  (card: number, direction: 'in' | 'out', change: Partial<LoggedEvent<'access-granted'>> = {}): Step =>
  (visits) => ({
    type: 'access-granted',
    ...{ kind: 'uid', reader: front, door: entrance, direction },
    ...{ pseudonym: bearer(card), visit: visits.numberFor(bearer(card), direction) },
    ...change,
  });

export const eventOf = (step: Step, visits: VisitBook): LoggedEvent =>
  typeof step === 'function' ? step(visits) : step;

/** The count after these, one each millisecond from 1 on; a number lets as many more pass. */
export function ledgerAfter(steps: readonly (Step | number)[], plan?: OfficePlan): OccupancyLedger {
  const ledger = new OccupancyLedger(epochMs(0), plan);
  let now = 0;
  for (const step of steps) {
    if (typeof step === 'number') now += step;
    else apply(ledger, step, epochMs(++now));
  }
  return ledger;
}

export function apply(ledger: OccupancyLedger, step: Step, at: EpochMs): LoggedEvent {
  const event = eventOf(step, ledger.visits);
  ledger.apply(event, at);
  return event;
}
