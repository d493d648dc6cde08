import { OccupancyBand } from '../../../device/contract/access.ts';
import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { dayMost } from './curve.ts';
import { NEEDS, type Need, needsOf } from './needs.ts';
import type { Column, Sort } from './view.ts';

/** What a row is compared by; null, which is not known, comes last whichever way round. */
type Key = number | string | null;

/** More needs than this do not lift an office above one that has a more urgent one. */
const MOST_COUNTED = 9;

const KEYS: Readonly<Record<Column, (office: OfficeRow) => Key>> = {
  office: officeName,
  needs: (office) => urgency(needsOf(office)),
  contact: ({ online }) => (online === null ? null : online ? 0 : 1),
  inside: ({ occupancy }) => occupancy?.present ?? null,
  band: ({ occupancy }) => (occupancy?.band ? OccupancyBand.options.indexOf(occupancy.band) : null),
  today: ({ curve }) => dayMost(curve),
  doors: (office) => (office.doors.length === 0 ? null : urgency(needsOf(office).filter(isOfDoors))),
  parts: ({ health }) => health?.parts.filter(({ state }) => state === 'faulted').length ?? null,
  log: ({ log, missing }) => (log === 'unknown' && missing === 0 ? null : logRank(log) + missing),
  heard: ({ heardAtMs }) => heardAtMs,
};

/** How urgent the first of these needs is, and then how many there are; 0 for none. */
function urgency(needs: readonly Need[]): number {
  const [first] = needs;
  if (first === undefined) return 0;
  return (NEEDS.length - NEEDS.indexOf(first)) * (MOST_COUNTED + 1) + Math.min(needs.length, MOST_COUNTED);
}

function isOfDoors(need: Need): boolean {
  return need === 'forced-open' || need === 'open-too-long' || need === 'tampered' || need === 'locked-down';
}

/** No number of missing messages is worse than a log that is not what it was. */
function logRank(log: OfficeRow['log']): number {
  return log === 'proven' || log === 'unknown' ? 0 : Number.MAX_SAFE_INTEGER / 2;
}

/** The offices in this order; those that are alike in it by their names. */
export function inOrder(offices: Iterable<OfficeRow>, { column, direction }: Sort): readonly OfficeRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = Array.from(offices, (office) => ({ office, name: officeName(office), key: KEYS[column](office) }));
  keyed.sort((a, b) => compare(a.key, b.key, sign) || compare(a.name, b.name, 1));
  return keyed.map(({ office }) => office);
}

function compare(a: Key, b: Key, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -sign : sign;
}
