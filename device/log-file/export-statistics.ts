import { stringify } from 'csv-stringify/sync';
import { EXIT } from '../access-file/exit-codes.ts';
import { failed, type Outcome } from '../access-file/outcome.ts';
import { formatOf } from '../access-file/read-file.ts';
import { VisitEnd } from '../contract/access.ts';
import { DwellBand, type HourRow } from '../contract/statistics.ts';
import { epochMs } from '../contract/units.ts';
import { libraryStatistics } from '../domain/library-statistics.ts';
import { type Published, suppress, suppressEnds } from '../domain/suppression.ts';
import type { LogReader } from '../storage/read-log.ts';
import { writeWhole } from './age-file.ts';
import type { Span } from './days.ts';

type Cell = string | number | null;
type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Counts of persons: these are suppressed where they are small. */
const counted: readonly (readonly [name: string, of: (hour: HourRow) => number])[] = [
  ['entries', ({ entries }) => entries],
  ['companions', ({ companions }) => companions],
  ['exits', ({ exits }) => exits],
  ...VisitEnd.options.map((end) => [`ended_${end}`, (hour: HourRow) => hour.endedBy[end]] as const),
  ...DwellBand.options.map((band) => [`dwell_${band}`, (hour: HourRow) => hour.dwell[band]] as const),
  ['denied', ({ denied }) => Object.values(denied).reduce((sum, each) => sum + each, 0)],
];

/** Of the office and not of people. */
const open: readonly (readonly [name: string, of: (hour: HourRow) => number])[] = [
  ['planned_staffed', ({ openPlannedMinutes }) => openPlannedMinutes.staffed],
  ['planned_self_hosted', ({ openPlannedMinutes }) => openPlannedMinutes['self-hosted']],
  ['planned_unattended', ({ openPlannedMinutes }) => openPlannedMinutes.unattended],
  ['actual_staffed', ({ openActualMinutes }) => openActualMinutes.staffed],
  ['actual_self_hosted', ({ openActualMinutes }) => openActualMinutes['self-hosted']],
  ['actual_unattended', ({ openActualMinutes }) => openActualMinutes.unattended],
];

/** For whoever is not the office itself: sums of days, small counts suppressed. `exact`: hours as they are. */
export async function exportStatistics(log: LogReader, out: string, span: Span, exact: boolean): Promise<Outcome> {
  const format = formatOf(out);
  if (format === null) return failed(EXIT.usage, 'format-unknown', 'The file’s name must end with .csv or .json');
  const hours = log.hours(span.from, span.until);
  const { columns, rows } = exact ? exactHours(hours) : suppressedDays(hours, Date.now());
  const text =
    format === 'csv'
      ? stringify([...rows.map((row) => [...row])], { columns: [...columns], header: true })
      : `${JSON.stringify(
          rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]))),
          null,
          2,
        )}\n`;
  return writeWhole(out, text, { lines: [`Written to ${out}: ${rows.length} rows.`], told: { rows: rows.length } });
}

/** What library statistics and municipal follow-up ask for, of a period. */
export async function exportLibraryStatistics(log: LogReader, out: string, span: Span): Promise<Outcome> {
  const hours = log.hours(span.from, span.until);
  const [first, last] = [hours[0], hours[hours.length - 1]];
  if (first === undefined || last === undefined) return failed(EXIT.noInput, 'no-hours', 'There are no hours of then');
  const period = { from: epochMs(first.hourMs), until: epochMs(last.hourMs + HOUR_MS) };
  const statistics = libraryStatistics(hours, period);
  const text = `${JSON.stringify({ from: iso(period.from), until: iso(period.until), ...statistics }, null, 2)}\n`;
  return writeWhole(out, text, { lines: [`Written to ${out}: ${hours.length} hours.`], told: { ...statistics } });
}

function exactHours(hours: readonly HourRow[]): Table {
  const figures = [...counted, ...open];
  return {
    columns: ['hour', 'present_mean', 'present_peak', 'known_minutes', ...figures.map(([name]) => name)],
    rows: hours.map((hour) => [
      iso(hour.hourMs),
      ...[hour.presentMean, hour.presentPeak, hour.knownMinutes],
      ...figures.map(([, of]) => of(hour)),
    ]),
  };
}

/**
 * Of days that are over: another table, made later, would have more of today, and the difference of both is suppressed
 * nowhere. The last hour of a day is told some minutes after its end.
 */
function suppressedDays(hours: readonly HourRow[], nowMs: number): Table {
  const over = Math.floor((nowMs - HOUR_MS) / DAY_MS) * DAY_MS;
  const ofWholeDays = hours.filter(({ hourMs }) => hourMs < over);
  const days = [...Map.groupBy(ofWholeDays, ({ hourMs }) => iso(hourMs).slice(0, 10))];
  const published = suppress(days.map(([, rows]) => counted.map(([, of]) => sum(of, rows))));
  return {
    columns: ['day', ...[...counted, ...open].map(([name]) => name)],
    rows: days.map(([day, rows], at) => [
      day,
      ...besides(published.cells[at] ?? [], endsHidden(rows)),
      ...open.map(([, of]) => Math.round(sum(of, rows))),
    ]),
  };
}

/** The names of the figures that the others of a day would give away: some of them are sums of others. */
function endsHidden(rows: readonly HourRow[]): ReadonlySet<string> {
  const bands = DwellBand.options.filter((band) => band !== 'unknown');
  const ends = VisitEnd.options.filter((end) => end !== 'tapped-out');
  const { dwell, untapped, tapped, others, all } = suppressEnds(
    bands.map((band) => sum((hour) => hour.dwell[band], rows)),
    ends.map((end) => sum((hour) => hour.endedBy[end], rows)),
  );
  const named = [
    ...bands.map((band, at) => [`dwell_${band}`, dwell[at]] as const),
    ...ends.map((end, at) => [`ended_${end}`, untapped[at]] as const),
    ...[['exits', tapped] as const, ['ended_tapped-out', tapped] as const],
    ...[['dwell_unknown', others] as const, ['entries', all] as const],
  ];
  return new Set(named.flatMap(([name, figure]) => (figure === null ? [name] : [])));
}

function besides(cells: readonly Published[], hidden: ReadonlySet<string>): readonly Published[] {
  return cells.map((cell, at) => (hidden.has(counted[at]?.[0] ?? '') ? null : cell));
}

function sum(of: (hour: HourRow) => number, rows: readonly HourRow[]): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
