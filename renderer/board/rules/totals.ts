import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { fits } from './shown.ts';

/** The sums of the board's head. */
export type Totals = {
  readonly offices: number;
  readonly online: number;
  readonly offline: number;
  /** Nothing was heard of whether they are online. */
  readonly unheard: number;
  /** Persons inside all offices whose count is known. */
  readonly inside: number;
  /** Offices whose count is not. */
  readonly uncounted: number;
  readonly needs: number;
  readonly nearlyFull: number;
};

export function totalsOf(offices: Iterable<OfficeRow>): Totals {
  const all = [...offices];
  const count = (test: (office: OfficeRow) => boolean) => all.filter(test).length;
  return {
    offices: all.length,
    online: count(({ online }) => online === true),
    offline: count(({ online }) => online === false),
    unheard: count(({ online }) => online === null),
    inside: all.reduce((sum, { occupancy }) => sum + (occupancy?.present ?? 0), 0),
    uncounted: count(({ occupancy }) => occupancy === null || occupancy.present === null),
    needs: count((office) => fits(office, 'needs')),
    nearlyFull: count((office) => fits(office, 'nearly-full')),
  };
}
