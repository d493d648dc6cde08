import type { TapOutcome } from '../../device/contract/api.ts';

type Note = { readonly hertz: number; readonly atS: number; readonly forS: number };

/** A welcome rises; a refusal is two low notes: they can be told apart without looking, and by those who hear little treble. */
const WELCOME: readonly Note[] = [
  { hertz: 523, atS: 0, forS: 0.12 },
  { hertz: 659, atS: 0.1, forS: 0.12 },
  { hertz: 784, atS: 0.2, forS: 0.22 },
];
const REFUSAL: readonly Note[] = [
  { hertz: 262, atS: 0, forS: 0.2 },
  { hertz: 196, atS: 0.26, forS: 0.34 },
];

/** A bell, the same three times: neither good nor bad. */
const CLOSING: readonly Note[] = [0, 0.6, 1.2].map((atS) => ({ hertz: 392, atS, forS: 0.5 }));

/** The same for every key, so that nobody hears which one it was. */
const KEY: Note = { hertz: 440, atS: 0, forS: 0.06 };

const WELCOMES: ReadonlySet<TapOutcome['outcome']> = new Set([
  'granted',
  'enrolled',
  'pin-offered',
  'changed',
  'stays',
  'my-visits',
  'skill-offered',
  'skill-taken-back',
]);

const LOUDNESS = 0.22;
let context: AudioContext | null = null;

/** Plays the outcome's tones. Silent, and never an error, where the browser does not let the page sound. */
export function playOutcome(outcome: TapOutcome['outcome']): void {
  play(WELCOMES.has(outcome) ? WELCOME : REFUSAL);
}

/** Plays the bell that tells that the office closes, as silently as `playOutcome` where there is no sound. */
export function playClosing(): void {
  play(CLOSING);
}

/** Plays the tone of a key that was pressed, as silently as `playOutcome` where there is no sound. */
export function playKey(): void {
  play([KEY]);
}

function play(notes: readonly Note[]): void {
  try {
    context ??= new AudioContext();
    for (const note of notes) playNote(context, note);
  } catch {
    // The screen says the same.
  }
}

function playNote(audio: AudioContext, { hertz, atS, forS }: Note): void {
  const start = audio.currentTime + atS;
  const tone = new OscillatorNode(audio, { type: 'triangle', frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  // Ramps, since a tone that starts or stops at once clicks.
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
  volume.gain.linearRampToValueAtTime(0, start + forS);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + forS);
}
