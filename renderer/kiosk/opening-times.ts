import type { Snapshot } from '../../device/contract/api.ts';
import type { OpeningSection } from '../../device/contract/opening.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';

export const STEP_MS = 30 * 60_000;

/** The times a host may choose among, each half an hour after the one before; `first` is what is proposed. */
export type TimesToChoose = { readonly least: EpochMs; readonly first: EpochMs; readonly most: EpochMs };

/** Until when it may be open: later than it is now. Null where nothing can be chosen. */
export function timesToOpen(hours: Snapshot['hours'], opening: OpeningSection, now: EpochMs): TimesToChoose | null {
  if (hours.open && hours.changesAtMs === null) return null;
  const least = nextHalfHour(hours.open && hours.changesAtMs !== null ? hours.changesAtMs : now);
  return between(least, least + STEP_MS, opening.openUntilMs);
}

/** When it may close: sooner than it does now. Null while it is closed. */
export function timesToClose(hours: Snapshot['hours'], opening: OpeningSection, now: EpochMs): TimesToChoose | null {
  if (!hours.open) return null;
  const least = nextHalfHour(now);
  return between(least, least, Math.min(hours.changesAtMs ?? opening.dayEndsMs, opening.dayEndsMs) - 1);
}

function between(least: number, first: number, most: number): TimesToChoose | null {
  const last = Math.floor(most / STEP_MS) * STEP_MS;
  if (least > last) return null;
  return { least: epochMs(least), first: epochMs(Math.min(first, last)), most: epochMs(last) };
}

/** After that, never at it: the half hours of every zone that an office may be in are those of UTC. */
function nextHalfHour(at: number): number {
  return (Math.floor(at / STEP_MS) + 1) * STEP_MS;
}
