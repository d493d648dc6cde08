import { stringify } from 'csv-stringify/sync';
import type { LogReader } from '../storage/read-log.ts';
import type { Span } from './days.ts';
import type { Outgoing } from './encrypted-export.ts';

const columns = ['id', 'at', 'category', 'text', 'by'] as const;

/** What hosts wrote of the incidents of that time, oldest first; of a log that holds still. */
export function outgoingIncidents(log: LogReader, { from, until }: Span): Outgoing {
  const incidents = log.incidents(from, until);
  return {
    records: incidents.length,
    async *lines(isCsv, reached) {
      if (isCsv) yield Buffer.from(stringify([], { columns: [...columns], header: true }));
      for (const [index, { atMs, ...incident }] of incidents.entries()) {
        const row = { ...incident, at: new Date(atMs).toISOString() };
        yield Buffer.from(
          isCsv ? stringify([row], { columns: [...columns], escape_formulas: true }) : `${JSON.stringify(row)}\n`,
        );
        reached(index + 1);
      }
    },
  };
}
