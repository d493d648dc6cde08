import type { Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';

const HOUR_MS = 3_600_000;
/** An office that shuts later than this does not shut this evening. */
const EVENING_WITHIN_H = 16;
const UNKNOWN_EVENING_H = 8;

/** For how many whole hours a guest pass lasts until the office shuts, at least one; 8 where that is not known. */
export function hoursUntilEvening({ open, changesAtMs }: Snapshot['hours'], now: EpochMs): number {
  if (!open || changesAtMs === null) return UNKNOWN_EVENING_H;
  const hours = Math.max(1, Math.ceil((changesAtMs - now) / HOUR_MS));
  return hours <= EVENING_WITHIN_H ? hours : UNKNOWN_EVENING_H;
}
