import { type Tap, tapsOfDay } from './day-curve.ts';
import { type Fault, faultsOfDay } from './fault-plan.ts';
import type { OfficePlan } from './office-plan.ts';
import { randomOf } from './random.ts';

/**
 * What comes upon an office, `atMinute` after midnight of the first day. `opened` and `closed`: the door, after a tap;
 * `hour`: one is over; `night`: the count begins anew and the log is signed.
 */
export type Moment = { readonly door: number } & (
  | Tap
  | Fault
  | { readonly atMinute: number; readonly kind: 'opened' | 'closed' | 'hour' | 'night' }
);

const DAY = 24 * 60;
/** When the run begins. */
export const BEGINS_AT = 6 * 60;
const NIGHT_AT = 27 * 60;
/** In minutes: the door opens after three seconds and is closed again after seven. */
const [OPENED_AFTER, CLOSED_AFTER] = [3 / 60, 7 / 60];

/** All that comes upon an office, in order, day after day without end: the same for the same plan. */
export function* agendaOf(plan: OfficePlan): Generator<Moment, never> {
  for (let day = 0; ; day++) yield* momentsOfDay(plan, day);
}

/** A day lasts from six to six. A box looks once a minute whether an hour is over, each at a second of its own. */
function momentsOfDay(plan: OfficePlan, day: number): readonly Moment[] {
  const { seed, office, seats, doors, faults } = plan;
  const looksAt = randomOf(seed, office, 'looks at')();
  const random = randomOf(seed, office, 'day', day);
  const taps = tapsOfDay(seats, random).flatMap((tap) => passage(tap, Math.floor(random() * doors.length)));
  const troubles = faultsOfDay(faults, randomOf(seed, office, 'faults', day)).map((fault) => ({ ...fault, door: 0 }));
  const hours = Array.from({ length: 24 }, (_, n) => atDesk('hour', BEGINS_AT + (n + 1) * 60 + looksAt));
  const moments: readonly Moment[] = [...taps, ...troubles, ...hours, atDesk('night', NIGHT_AT + looksAt)];
  return moments
    .map((moment) => ({ ...moment, atMinute: moment.atMinute + day * DAY }))
    .sort((a, b) => a.atMinute - b.atMinute);
}

const atDesk = (kind: 'hour' | 'night', atMinute: number): Moment => ({ kind, atMinute, door: 0 });

function passage(tap: Tap, door: number): readonly Moment[] {
  if (tap.kind === 'turned-away') return [{ ...tap, door }];
  return [
    { ...tap, door },
    { atMinute: tap.atMinute + OPENED_AFTER, kind: 'opened', door },
    { atMinute: tap.atMinute + CLOSED_AFTER, kind: 'closed', door },
  ];
}
