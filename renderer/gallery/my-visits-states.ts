import type { TapOutcome } from '../../device/contract/api.ts';
import type { MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import type { GalleryState, GalleryStates } from './gallery-state.ts';

const AT = 1_000_000;
const HOUR = 3_600_000;

const plain: MyVisitsAnswer = {
  untilMs: AT + 60_000,
  pseudonyms: 'daily',
  visitDays: 14,
  visits: [
    { door: 'Entrén', enteredMs: AT - HOUR, leftMs: null, endedBy: null, companions: 2 },
    { door: 'Entrén', enteredMs: AT - 30 * HOUR, leftMs: AT - 26 * HOUR, endedBy: 'tapped-out', companions: 0 },
    { door: 'Entrén', enteredMs: AT - 54 * HOUR, leftMs: AT - 50 * HOUR, endedBy: 'slot-end', companions: 0 },
  ],
  leftOut: 0,
  card: { role: 'visitor', sinceMs: AT - 400 * HOUR, hasPin: true, validUntilMs: null, blocked: false },
  libraryUntilMs: AT + 240 * HOUR,
};

type After = (outcome: Omit<Extract<TapOutcome, { outcome: 'my-visits' }>, 'id' | 'atMs' | 'door'>) => GalleryState;

/** What a visitor sees of the own visits, and what its buttons ask. */
export function myVisitsStates(after: After): GalleryStates {
  const stored = (change: Partial<MyVisitsAnswer> = {}, presses: readonly string[] = []): GalleryState => ({
    ...after({ outcome: 'my-visits' }),
    answers: { '/api/kiosk/my-visits/1': { ...plain, ...change } },
    presses,
  });
  const many = Array.from({ length: 40 }, () => plain.visits.slice(1)).flat();
  return {
    'my-visits': stored(),
    'my-visits.none': stored({ visits: [], card: null, libraryUntilMs: null }),
    'my-visits.many': stored({ visits: many, leftOut: 12 }),
    'my-visits.soon-over': stored({ untilMs: AT + 9_000 }),
    'my-visits.failed': after({ outcome: 'my-visits' }),
    'my-visits.take': stored({}, ['.my-visits footer .button.quiet']),
    'my-visits.erase': stored({}, ['.my-visits footer .button:nth-child(2)']),
  };
}
