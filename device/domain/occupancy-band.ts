import type { OccupancyBand } from '../contract/access.ts';

const BANDS: readonly OccupancyBand[] = ['calm', 'half-full', 'nearly-full', 'full'];

/** The part of the seats that is taken from which on a band holds. */
const FROM: Readonly<Record<OccupancyBand, number>> = { calm: 0, 'half-full': 0.5, 'nearly-full': 0.8, full: 1 };

/** A band is left downwards only when so many persons fewer are there: no flutter as people come and go at its edge. */
const LESS = 2;

/**
 * The band of so many present, given the one before: it rises at once, and falls late, but is calm in an empty office
 * however few its seats. `seats`: at least 1. Null when the count is not known.
 */
export function bandOf(before: OccupancyBand | null, present: number | null, seats: number): OccupancyBand | null {
  if (present === null) return null;
  const plain = plainBand(present, seats);
  if (before === null || present === 0 || BANDS.indexOf(plain) >= BANDS.indexOf(before)) return plain;
  const late = plainBand(present + LESS - 1, seats);
  return BANDS.indexOf(late) >= BANDS.indexOf(before) ? before : late;
}

function plainBand(present: number, seats: number): OccupancyBand {
  return BANDS.findLast((band) => present >= FROM[band] * seats) ?? 'calm';
}
