import type { Note, Tune } from './tunes.ts';

const PEAK = 0.5;

/** A tone that starts or stops at once clicks. */
const ATTACK_S = 0.012;
const RELEASE_S = 0.04;

/** A bell's is struck, and dies away to a thousandth. */
const STRUCK_S = 0.006;
const SILENT = 0.0005;

/** Fundamental and overtones: with them a small loudspeaker tells of a low note that it cannot give. */
const OVERTONES = [0, 1, 0.35, 0.18, 0.08];

const waves = new WeakMap<BaseAudioContext, PeriodicWave>();

/** One for all notes of a context: its tables take some hundred kilobytes. */
function waveOf(audio: BaseAudioContext): PeriodicWave {
  const known = waves.get(audio);
  if (known !== undefined) return known;
  const wave = audio.createPeriodicWave(new Float32Array(OVERTONES.length), new Float32Array(OVERTONES));
  waves.set(audio, wave);
  return wave;
}

/** Gives the notes to `to`, from `startS` of the context's own time on. */
export function playTune(audio: BaseAudioContext, to: AudioNode, { notes, rings = false }: Tune, startS: number): void {
  const wave = waveOf(audio);
  for (const note of notes) {
    const tone = new OscillatorNode(audio, { type: 'custom', periodicWave: wave, frequency: note.hertz });
    const volume = new GainNode(audio, { gain: 0 });
    const start = startS + note.atS;
    if (rings) ring(volume.gain, note, start);
    else hold(volume.gain, note, start);
    tone.connect(volume).connect(to);
    tone.start(start);
    tone.stop(start + note.forS);
    // What has sounded is let go at once, and not when the browser next looks.
    tone.onended = () => volume.disconnect();
  }
}

function hold(gain: AudioParam, { forS }: Note, start: number): void {
  gain.setValueAtTime(0, start);
  gain.linearRampToValueAtTime(PEAK, start + ATTACK_S);
  gain.setValueAtTime(PEAK, start + Math.max(ATTACK_S, forS - RELEASE_S));
  gain.linearRampToValueAtTime(0, start + forS);
}

function ring(gain: AudioParam, { forS }: Note, start: number): void {
  gain.setValueAtTime(0, start);
  gain.linearRampToValueAtTime(PEAK, start + STRUCK_S);
  gain.exponentialRampToValueAtTime(SILENT, start + forS);
}
