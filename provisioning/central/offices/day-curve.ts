import { z } from 'zod';

const QUARTER_MS = 900_000;
/** The longest day has 25 hours. */
const MOST_QUARTERS = 100;

/** The most persons of each quarter of an hour since `dayMs`; null: nobody told. */
export const DayCurve = z.object({ dayMs: z.number(), most: z.array(z.int().nullable()).max(MOST_QUARTERS) });
export type DayCurve = z.infer<typeof DayCurve>;

/** With what was told of a moment; it changes nothing when that was on another day. */
export function withCount(curve: DayCurve, atMs: number, present: number | null): DayCurve {
  const quarter = Math.floor((atMs - curve.dayMs) / QUARTER_MS);
  if (present === null || quarter < 0 || quarter >= MOST_QUARTERS) return curve;
  const known = curve.most[quarter] ?? null;
  if (known !== null && known >= present) return curve;
  const most = Array.from({ length: Math.max(curve.most.length, quarter + 1) }, (_, at) => curve.most[at] ?? null);
  most[quarter] = present;
  return { ...curve, most };
}

/** The curve of this day: an empty one when it is of another. */
export function curveOfDay(curve: DayCurve, dayMs: number): DayCurve {
  return curve.dayMs === dayMs ? curve : { dayMs, most: [] };
}
