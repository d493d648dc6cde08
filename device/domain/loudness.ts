import { err, ok, type Result } from '../contract/result.ts';
import type { SoundConfig } from '../contract/sound.ts';
import type { EpochMs } from '../contract/units.ts';
import { type OpeningHours, parseOpeningHours } from './opening-hours.ts';

/** How loud the box is, by the time of the day. */
export type Loudness = {
  /** In per cent. */
  volumeAt(now: EpochMs): number;
};

export type LoudnessFault = {
  readonly code: 'opening-hours-malformed';
  readonly path: readonly (string | number)[];
  readonly message: string;
};

/** The first of the quieter hours that it is now gives the volume, by the wall clock of `timeZone`. */
export function parseLoudness(
  { volume, quiet }: Pick<SoundConfig, 'volume' | 'quiet'>,
  timeZone: string,
): Result<Loudness, LoudnessFault> {
  const slots: { readonly hours: OpeningHours; readonly volume: number }[] = [];
  for (const [index, slot] of quiet.entries()) {
    const hours = parseOpeningHours(slot.hours, timeZone);
    if (!hours.ok) return err({ ...hours.error, path: ['quiet', index, 'hours'] });
    slots.push({ hours: hours.value, volume: slot.volume });
  }
  return ok({ volumeAt: (now) => slots.find(({ hours }) => hours.stateAt(now).open)?.volume ?? volume });
}
