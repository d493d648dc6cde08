import type { EpochMs } from '../contract/units.ts';

/** By which a start knows for how long the box was off. Outlives the process, not durably: the last one may be lost. */
export interface LifeSign {
  /** The last one of the run before; null when there is none. */
  last(): EpochMs | null;
  /** Keeps no caller waiting for the disk. Resolves when it is given, or cannot be. */
  give(now: EpochMs): Promise<void>;
}
