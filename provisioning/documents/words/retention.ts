import { RecordClass } from '../../../device/contract/events/define.ts';
import type { Privacy } from '../../../device/contract/privacy.ts';
import { table } from '../markdown.ts';
import { days } from './figures.ts';

type ClassInWords = {
  readonly name: string;
  readonly holds: string;
  readonly why: string;
  readonly kept: (privacy: Privacy) => number;
};

export const recordClasses: Readonly<Record<RecordClass, ClassInWords>> = {
  visits: {
    name: 'Besök (`visits`)',
    holds:
      'Passager vid dörrarna, utan besökares namn: tid, dörr, riktning, godkänd eller nekad; rättningar av antalet; utrymningslistor',
    why: 'Räkna hur många som är inne, reda ut ett nekat eller felräknat besök, visa besökaren det egna kortets besök',
    kept: ({ visitDays }) => visitDays,
  },
  operations: {
    name: 'Drift (`operations`)',
    holds: 'Hur dörrar och delar har mått: larm, avbrott, brandlarm, klocka. Inga personer',
    why: 'Felsöka, och visa att dörren har fungerat',
    kept: ({ operationsDays }) => operationsDays,
  },
  audit: {
    name: 'Ändringar (`audit`)',
    holds: 'Vem som ändrat regler, kort och logg, och när',
    why: 'Kunna granska i efterhand hur boxen har skötts',
    kept: ({ auditDays }) => auditDays,
  },
};

/** How long each class of records is kept. */
export function retentionTable(privacy: Privacy): string {
  const rows = RecordClass.options.map((recordClass) => {
    const { name, holds, why, kept } = recordClasses[recordClass];
    return [name, holds, why, days(kept(privacy))];
  });
  return table(['Klass', 'Innehåll', 'Behövs för', 'Gallras efter'], rows);
}
