import { getPosition } from 'suncalc';
import type { Snapshot } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';

/** Degrees of the sun above the horizon at which lamps are needed outside: the end of civil twilight. */
const DUSK = -6;

/** The colours of the screen at this moment: what the office has chosen, or what is easy on the eyes in that light. */
export function themeAt(now: EpochMs, { theme, position }: Snapshot['office']): 'light' | 'dark' {
  if (theme !== 'daylight') return theme;
  const { altitude } = getPosition(new Date(now), position.latitude, position.longitude);
  return altitude < DUSK ? 'dark' : 'light';
}
