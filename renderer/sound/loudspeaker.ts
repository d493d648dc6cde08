import { playTune } from './play-tune.ts';
import { lengthOf, type Tune } from './tunes.ts';

/** Between a tone and the words that follow it. */
const PAUSE_S = 0.15;
/** An open loudspeaker that plays nothing takes two per cent of a core; to open it again takes some hundredths of a second. */
const RESTS_AFTER_MS = 2_000;

export type Sounding = {
  /** Resolves when it was heard to its end, or stopped; never rejects. */
  readonly done: Promise<void>;
  stop(): void;
};

/** The ear hears by ratio: half of the slider is to sound half as loud. In per cent; the gain is 0 to 1. */
export function gainOf(volume: number): number {
  return (volume / 100) ** 2;
}

/** The screen's own loudspeaker. Silent, and never an error, where the browser does not let the page sound. */
export class Loudspeaker {
  /** In per cent. */
  volume = 100;
  #context: AudioContext | null = null;
  #toneEndsAt = 0;
  #speaking = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** `atLeast`: the volume below which this is not to be, whatever the hour. */
  play(tune: Tune, atLeast = 0): void {
    try {
      const { context, to } = this.#open(atLeast);
      playTune(context, to, tune, context.currentTime);
      this.#toneEndsAt = Math.max(this.#toneEndsAt, context.currentTime + lengthOf(tune));
      this.#restLater(context);
    } catch {
      // The screen says the same.
    }
  }

  /** Plays a WAV file, after the tones that are sounding now. */
  speak(wav: ArrayBuffer, atLeast = 0): Sounding {
    const source = this.#source(wav, atLeast);
    let stopped = false;
    const stop = () => {
      stopped = true;
      void source.then((node) => node?.stop());
    };
    const done = source.then(
      (node) =>
        new Promise<void>((resolve) => {
          if (node === null || stopped) return resolve();
          node.addEventListener('ended', () => resolve());
        }),
    );
    return { done, stop };
  }

  async #source(wav: ArrayBuffer, atLeast: number): Promise<AudioBufferSourceNode | null> {
    // From now on: what began while the loudspeaker rests would never be over.
    this.#speaking += 1;
    try {
      const { context, to } = this.#open(atLeast);
      const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(wav) });
      source.connect(to);
      source.addEventListener('ended', () => this.#spoken());
      source.start(Math.max(context.currentTime, this.#toneEndsAt + PAUSE_S));
      return source;
    } catch {
      this.#spoken();
      return null;
    }
  }

  #spoken(): void {
    this.#speaking -= 1;
    if (this.#context !== null) this.#restLater(this.#context);
  }

  #open(atLeast: number) {
    this.#context ??= new AudioContext();
    const context = this.#context;
    void context.resume();
    const to = new GainNode(context, { gain: gainOf(Math.max(this.volume, atLeast)) });
    to.connect(context.destination);
    return { context, to };
  }

  /** Once all tones and words are over; whatever comes sooner puts it off. */
  #restLater(context: AudioContext): void {
    clearTimeout(this.#rest);
    const tonesMs = Math.max(0, this.#toneEndsAt - context.currentTime) * 1_000;
    this.#rest = setTimeout(() => {
      if (this.#speaking === 0) void context.suspend();
    }, tonesMs + RESTS_AFTER_MS);
  }
}
