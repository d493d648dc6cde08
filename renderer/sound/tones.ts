import type { TapOutcome } from '../../device/contract/api.ts';
import { Loudspeaker } from './loudspeaker.ts';
import { tuneOf, tunes } from './tunes.ts';

/** The one that this page has. */
export const loudspeaker = new Loudspeaker();

/** Per cent below which nobody is told to leave, whatever the hour. */
export const EVACUATION_AT_LEAST = 60;

/** Plays the outcome's tones. */
export function playOutcome(outcome: TapOutcome['outcome']): void {
  loudspeaker.play(tuneOf(outcome));
}

/** Plays the bell that tells that the office closes. */
export function playClosing(): void {
  loudspeaker.play(tunes.closing);
}

/** Plays the tones that tell everybody to leave. */
export function playEvacuation(): void {
  loudspeaker.play(tunes.evacuation, EVACUATION_AT_LEAST);
}

/** Plays the tone of a key that was pressed. */
export function playKey(): void {
  loudspeaker.play(tunes.key);
}
