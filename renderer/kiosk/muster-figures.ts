import type { OccupancySection } from '../../device/contract/api.ts';
import type { MusterEntry, MusterSection } from '../../device/contract/muster.ts';

/** As many rows as there is room for. */
const ROWS_SHOWN = 8;

type Area = Pick<OccupancySection['areas'][number], 'id' | 'name'>;

export function musterMissing({ listed, safe }: MusterSection): number {
  return listed - safe;
}

/** How many are missing of those who were in each room of its own; rooms that nobody was in are left out. */
export function missingByArea({ entries }: MusterSection, areas: readonly Area[]) {
  return areas.flatMap(({ id, name }) => {
    const inside = entries.filter((row) => row.kind === 'visit' && row.areas.includes(id));
    const missing = inside.filter(({ state }) => state === 'missing').reduce((sum, { persons }) => sum + persons, 0);
    return inside.length === 0 ? [] : [{ id, name, missing }];
  });
}

/** The rows of one page, from 0; `page` is the last one where there are not so many any more. */
export function musterPage(entries: readonly MusterEntry[], wanted: number) {
  const pages = Math.max(1, Math.ceil(entries.length / ROWS_SHOWN));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, rows: entries.slice(page * ROWS_SHOWN, (page + 1) * ROWS_SHOWN) };
}
