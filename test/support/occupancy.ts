import type { OccupancyBody } from '../../device/contract/feed/state.ts';

/** The message of a small office with so many inside. */
export function occupancyBody(present: number): OccupancyBody {
  return { present, seats: 20, quality: 'counted', since: '2026-03-02T09:00:00.000Z', band: 'calm', areas: [] };
}
