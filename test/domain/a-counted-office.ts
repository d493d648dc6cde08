import { expect } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { DoorId, Pseudonym, ReaderId, type VisitNumber } from '../../device/contract/ids.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import type { AccessRules } from '../../device/domain/access-decision.ts';
import { HourStatistics } from '../../device/domain/hour-statistics.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';
import type { VisitChange } from '../../device/domain/visits.ts';
import { always } from './a-tap.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const midnight = Date.UTC(2026, 10, 24);

/** By the clock of UTC, so many days after the first. */
export function at(time: string, day = 0): EpochMs {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  return epochMs(midnight + day * DAY + hour * HOUR + minute * MINUTE + second * 1000);
}

const [door, reader] = [DoorId.parse('entrance'), ReaderId.parse('front')];
export const reset: LoggedEvent = { type: 'occupancy-reset' };
export const started: LoggedEvent = { type: 'controller-started', version: '1' };
export const denied: LoggedEvent = {
  ...{ type: 'access-denied', kind: 'uid', reader, door },
  ...{ direction: 'in', reason: 'office-full' },
};

/** A ledger and its statistics, told of events as the box tells them. */
export class Office {
  readonly statistics: HourStatistics;
  readonly changes: VisitChange[] = [];
  readonly #ledger: OccupancyLedger;

  constructor(schedule: AccessRules['schedule'] = always('staffed')) {
    this.statistics = new HourStatistics(() => schedule);
    this.#ledger = new OccupancyLedger(epochMs(0), undefined, (change, when) => {
      this.changes.push(change);
      this.statistics.noteVisit(change, when);
    });
  }

  take(event: LoggedEvent, when: EpochMs): void {
    this.#ledger.apply(event, when);
    this.statistics.apply(event, when, this.#ledger.figure().present);
  }

  passage(card: number, direction: 'in' | 'out'): LoggedEvent<'access-granted'> {
    const pseudonym = Pseudonym.parse(card.toString(16).padStart(32, '0'));
    const visit = this.#ledger.visits.numberFor(pseudonym, direction);
    return { type: 'access-granted', kind: 'uid', reader, door, direction, pseudonym, visit };
  }

  comes(card: number, when: EpochMs): VisitNumber {
    this.take(this.passage(card, 'in'), when);
    return this.inside().at(-1) ?? expect.fail('nobody came in');
  }

  leaves(card: number, when: EpochMs): void {
    this.take(this.passage(card, 'out'), when);
  }

  inside(): VisitNumber[] {
    return [...this.#ledger.visits.open()].map(({ number }) => number);
  }
}

export const notTaken = (visit: VisitNumber, direction: 'in' | 'out'): LoggedEvent => ({
  ...{ type: 'access-not-taken', door },
  ...{ visit, direction },
});
export const cameAlong = (visit: VisitNumber, companions: number): LoggedEvent => ({
  ...{ type: 'companions-noted', visit },
  companions,
});
export const clockMoved = (from: EpochMs, to: EpochMs): LoggedEvent => ({
  ...{ type: 'clock-moved', fromMs: from, toMs: to },
  synchronised: true,
});
