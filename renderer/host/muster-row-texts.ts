import type { OccupancySection } from '../../device/contract/api.ts';
import type { MusterEntry } from '../../device/contract/muster.ts';
import { useMoments } from '../i18n/use-moments.ts';
import { useText } from '../i18n/use-text.ts';

type Areas = OccupancySection['areas'];

/** By what a row is called, since when they are inside, and what else is known; empty where nothing is. */
type MusterRowTexts = { readonly name: string; readonly since: string; readonly more: string };

/** What a row of the muster list says. */
export function useMusterRowTexts(timeZone: string, areas: Areas) {
  const text = useText();
  const { time } = useMoments(timeZone);
  const nameOf = (id: Areas[number]['id']) => areas.find((area) => area.id === id)?.name ?? id;
  return (row: MusterEntry): MusterRowTexts => {
    if (row.kind !== 'visit') {
      const { kind, persons } = row;
      return { name: text(`muster.row.${kind}`, { count: persons }), since: '', more: text(`muster.row.${kind}.more`) };
    }
    const known = [
      row.persons > 1 && text('muster.row.companions', { count: row.persons - 1 }),
      row.state === 'left' && text('muster.row.left'),
      // Where somebody was who is found is of no use to whoever searches.
      ...(row.state === 'missing' ? row.areas.map((id) => text('muster.row.area', { area: nameOf(id) })) : []),
    ];
    return {
      name: text(`muster.row.${row.role}`, { entry: row.entry }),
      since: text('muster.row.since', { time: time(row.sinceMs) }),
      more: known.filter(Boolean).join(' · '),
    };
  };
}
