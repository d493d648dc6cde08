import type { DenyReason } from '../contract/access.ts';
import type { OpenMode } from '../contract/policy.ts';
import type { HourRow } from '../contract/statistics.ts';
import { days, type EpochMs, epochMs } from '../contract/units.ts';

/** From `from` until before `until`, both at whole hours. */
export type Period = { readonly from: EpochMs; readonly until: EpochMs };

/** In hours, to two decimals. `withoutStaff` (meröppet): self-hosted or unattended. `perWeek`: of `all`, on average. */
export type OpenHours = {
  readonly all: number;
  readonly staffed: number;
  readonly withoutStaff: number;
  readonly perWeek: number;
};

export type LibraryStatistics = {
  /** Persons who came in, those who came along too; whoever works in the office as well, and again at each coming. */
  readonly visits: number;
  /** By the schedule, and as it came to be: the box ran and a door let people in. */
  readonly planned: OpenHours;
  readonly actual: OpenHours;
  /** Taps that were refused. */
  readonly denied: Readonly<Partial<Record<DenyReason, number>>>;
  /** The most persons at once, and the first hour in which they were so many; null when the count was never known. */
  readonly peak: { readonly present: number; readonly hour: EpochMs } | null;
};

/**
 * What a library, or a municipality, is asked for about a period (usually a calendar year), from the hours that are
 * stored of it; an hour without a row counts as nothing. The sums are exact: what is small in them is for whoever
 * answers for the office, and for others through `suppress`.
 *
 * Kungliga biblioteket's yearly questionnaire, Sweden's official library statistics, asks for physical visits (variable
 * Besok01, which must be answered) and has a part on opening hours and use (Open101 ff.): github.com/libris/bibstat,
 * libstat/survey_templates.py, from the year 2014; definitions follow ISO 2789. Municipal follow-up (Kolada, Kommunens
 * kvalitet i korthet) asks for visits per inhabitant and hours per week, in a week that is like most: so a period with
 * holidays in it has a lower mean than theirs.
 */
export function libraryStatistics(rows: readonly HourRow[], period: Period): LibraryStatistics {
  const within = rows.filter(({ hourMs }) => hourMs >= period.from && hourMs < period.until);
  const weeks = (period.until - period.from) / days(7);
  return {
    visits: sumOf(within, ({ entries, companions }) => entries + companions),
    planned: openHours(within, weeks, ({ openPlannedMinutes }) => openPlannedMinutes),
    actual: openHours(within, weeks, ({ openActualMinutes }) => openActualMinutes),
    denied: deniedIn(within),
    peak: peakOf(within),
  };
}

function openHours(
  rows: readonly HourRow[],
  weeks: number,
  minutesOf: (row: HourRow) => Record<OpenMode, number>,
): OpenHours {
  const minutesIn = (mode: OpenMode) => sumOf(rows, (row) => minutesOf(row)[mode]);
  const staffed = minutesIn('staffed');
  const withoutStaff = minutesIn('self-hosted') + minutesIn('unattended');
  const all = staffed + withoutStaff;
  return {
    all: inHours(all),
    staffed: inHours(staffed),
    withoutStaff: inHours(withoutStaff),
    perWeek: weeks > 0 ? inHours(all / weeks) : 0,
  };
}

function deniedIn(rows: readonly HourRow[]): Partial<Record<DenyReason, number>> {
  const denied = new Map<string, number>();
  for (const row of rows)
    for (const [reason, times] of Object.entries(row.denied)) denied.set(reason, (denied.get(reason) ?? 0) + times);
  return Object.fromEntries(denied);
}

function peakOf(rows: readonly HourRow[]): LibraryStatistics['peak'] {
  let peak: LibraryStatistics['peak'] = null;
  for (const { presentPeak: present, hourMs } of rows) {
    if (present === null) continue;
    const hour = epochMs(hourMs);
    const more = peak === null || present > peak.present || (present === peak.present && hour < peak.hour);
    if (more) peak = { present, hour };
  }
  return peak;
}

function sumOf(rows: readonly HourRow[], of: (row: HourRow) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function inHours(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}
