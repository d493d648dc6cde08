import type { OfficeRow } from '../../../device/contract/feed/board.ts';

const QUARTER_MS = 900_000;
const QUARTERS = 96;

/** The drawing, in its own units: one across for each quarter of an hour. */
export const SPARK = { width: QUARTERS, height: 28 } as const;

/** The most persons at once today, and from when on, in epoch ms; null when nothing is known of today. */
export type DayTop = { readonly most: number; readonly atMs: number };

export function dayTop(curve: OfficeRow['curve'], dayMs: number): DayTop | null {
  const most = dayMost(curve);
  return most === null ? null : { most, atMs: dayMs + curve.indexOf(most) * QUARTER_MS };
}

export function dayMost(curve: OfficeRow['curve']): number | null {
  const known = curve.filter((present) => present !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** An SVG path: a step line from 0 to `full` persons or the day’s most, broken where nothing is known. */
export function sparkPath(curve: OfficeRow['curve'], full: number): string {
  const top = Math.max(1, full, dayMost(curve) ?? 0);
  const y = (present: number) => Math.round((SPARK.height - 1 - (present / top) * (SPARK.height - 2)) * 10) / 10;
  let path = '';
  let before: number | null = null;
  curve.forEach((present, quarter) => {
    if (present !== null) {
      if (before === null) path += `M${quarter} ${y(present)}`;
      else if (present !== before) path += `V${y(present)}`;
      path += `H${quarter + 1}`;
    }
    before = present;
  });
  return path;
}
