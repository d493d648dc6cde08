import type { OccupancySection } from '../../device/contract/api.ts';
import type { OccupancyBody } from '../../device/contract/feed/state.ts';

/** The message of a small office with so many inside. */
export function occupancyBody(present: number): OccupancyBody {
  return { present, seats: 20, quality: 'counted', since: '2026-03-02T09:00:00.000Z', band: 'calm', areas: [] };
}

/** An office with nobody inside as a screen is told of it, with these parts laid over. */
export function occupancyWith(change: Partial<OccupancySection> = {}): OccupancySection {
  const openings = { byTap: 0, without: 0, sinceMs: 0 };
  return { present: 0, quality: 'counted', sinceMs: 0, band: 'calm', openings, areas: [], ...change };
}
