import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { needsOf } from './needs.ts';
import type { Filter } from './view.ts';

const FITS: Readonly<Record<Filter, (office: OfficeRow) => boolean>> = {
  all: () => true,
  needs: (office) => needsOf(office).length > 0,
  offline: ({ online }) => online === false,
  'nearly-full': ({ occupancy }) => occupancy?.band === 'nearly-full' || occupancy?.band === 'full',
};

export function fits(office: OfficeRow, filter: Filter): boolean {
  return FITS[filter](office);
}

/** Whether an office's name has each word of the search somewhere: `malmö bibl` finds `malmo/biblioteket`. */
export function finderOf(search: string): (office: OfficeRow) => boolean {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return (office) => {
    const name = officeName(office);
    return words.every((word) => name.includes(word));
  };
}

/** As the names of offices are written: in small letters without dots and rings. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}
