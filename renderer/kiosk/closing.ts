import type { Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';

/** Minutes before the office closes at which whoever is inside is told, by a bell too; 0 once it is closed. */
export type ClosingCall = 15 | 5 | 0;

const MINUTE_MS = 60_000;

/** For so long whoever is still inside is told to go. */
const TO_GO_FOR_MS = 10 * MINUTE_MS;

/** Whole minutes until the office closes, 1 to 15 and never too few; null while it is longer, and when it is closed. */
export function minutesToClosing({ open, changesAtMs }: Snapshot['hours'], now: EpochMs): number | null {
  if (!open || changesAtMs === null) return null;
  const minutes = Math.max(1, Math.ceil((changesAtMs - now) / MINUTE_MS));
  return minutes > 15 ? null : minutes;
}

/** The latest call whose time has come; null before the first. */
export function closingCall(hours: Snapshot['hours'], now: EpochMs): ClosingCall | null {
  if (!hours.open) return 0;
  const minutes = minutesToClosing(hours, now);
  if (minutes === null) return null;
  return minutes > 5 ? 15 : 5;
}

/** Whether somebody may be inside of an office that has just closed, and is to go. */
export function isToGo({ closedAtMs, occupancy }: Pick<Snapshot, 'closedAtMs' | 'occupancy'>, now: EpochMs): boolean {
  return closedAtMs !== null && now - closedAtMs < TO_GO_FOR_MS && occupancy.present !== 0;
}

/** Whether a call is a new one: nearer to closing than the one before. Hours that are changed to later call nobody. */
export function isNewCall(before: ClosingCall | null, call: ClosingCall | null): boolean {
  return call !== null && (before === null || call < before);
}
