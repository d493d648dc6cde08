import type { FeedOffice } from '../../device/contract/feed/topics.ts';
import { DoorId, OfficeId, OperatorId } from '../../device/contract/ids.ts';
import { randomOf } from './random.ts';
import type { FaultLevel } from './settings.ts';

/** By this the listener tells the fleet from other offices on the same broker. */
export const FLEET_OPERATOR = OperatorId.parse('fleet');

export type OfficePlan = FeedOffice & {
  readonly seed: number;
  readonly faults: FaultLevel;
  readonly seats: number;
  readonly doors: readonly [DoorId, ...DoorId[]];
};

const [FEWEST_SEATS, MOST_SEATS] = [10, 60];
/** From so many on there is a second door. */
const TWO_DOORS_FROM = 40;

/** Office `number`, from 1: the same for the same seed. */
export function officePlan(number: number, { seed, faults }: Pick<OfficePlan, 'seed' | 'faults'>): OfficePlan {
  const office = OfficeId.parse(`office-${String(number).padStart(4, '0')}`);
  const seats = FEWEST_SEATS + Math.floor(randomOf(seed, office, 'seats')() * (MOST_SEATS - FEWEST_SEATS + 1));
  const yard = seats >= TWO_DOORS_FROM ? [DoorId.parse('yard')] : [];
  return { operator: FLEET_OPERATOR, office, seed, faults, seats, doors: [DoorId.parse('entrance'), ...yard] };
}
