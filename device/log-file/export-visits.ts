import { stringify } from 'csv-stringify/sync';
import type { AreaOf, Visit } from '../domain/visits.ts';
import type { LogReader } from '../storage/read-log.ts';
import type { Span } from './days.ts';
import type { Outgoing } from './encrypted-export.ts';

const columns = [
  ...['day', 'number', 'entered', 'left', 'ended_by', 'role', 'companions', 'mode', 'assurance'],
  ...['reader', 'exit'],
] as const;
type Row = Readonly<Record<(typeof columns)[number], string | number | null>>;

/** The visits of the office's days that began in that time, from a log that holds still. Nothing of whose they were. */
export function outgoingVisits(log: LogReader, { from, until }: Span, areaOf: AreaOf): Outgoing {
  const days = log.days(from, until);
  const records = days.reduce((sum, { reset }) => sum + log.visitsOfDay(reset, areaOf).length, 0);
  return {
    records,
    async *lines(isCsv, reached) {
      if (isCsv) yield Buffer.from(stringify([], { columns: [...columns], header: true }));
      let done = 0;
      for (const { reset, at } of days) {
        const rows = log.visitsOfDay(reset, areaOf).map((visit) => rowOf(visit, at));
        done += rows.length;
        const text = isCsv
          ? stringify(rows, { columns: [...columns], escape_formulas: true })
          : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
        if (text !== '') yield Buffer.from(text);
        reached(done);
      }
    },
  };
}

function rowOf(visit: Visit, day: number): Row {
  const { number, enteredAt, leftAt, endedBy, role, companions, mode, assurance, reader, exit } = visit;
  return {
    ...{ day: iso(day).slice(0, 10), number, entered: iso(enteredAt), left: leftAt === null ? null : iso(leftAt) },
    ...{ ended_by: endedBy, role, companions, mode, assurance, reader, exit },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
