import { type EpochMs, seconds } from '../contract/units.ts';

/** Whether hours and dates can be told by the wall clock. `unsure`: it may be hours behind, or years. */
export type ClockTrust = 'sure' | 'unsure';

export type ClockEvidence = {
  readonly now: EpochMs;
  /** The latest that it is known to have been; null when nobody has looked before. */
  readonly latest: EpochMs | null;
  /** Whether the clock was set from the network since the system's start; null where nobody says. */
  readonly synchronised: boolean | null;
  /** Whether the machine has a clock that goes on while it is off. */
  readonly hasHardwareClock: boolean;
};

/** A clock that is put right from the network goes back by less. */
const TOLERANCE = seconds(60);

/**
 * The network's word stands above all. Without it a clock is behind that shows less than it has shown; and one that stood
 * still for as long as the power was away shows the time of then, which nothing gives away.
 */
export function clockTrust({ now, latest, synchronised, hasHardwareClock }: ClockEvidence): ClockTrust {
  if (synchronised === true) return 'sure';
  if (latest !== null && now < latest - TOLERANCE) return 'unsure';
  return synchronised === false && !hasHardwareClock ? 'unsure' : 'sure';
}
