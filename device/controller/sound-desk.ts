import type { Config } from '../contract/config.ts';
import { err, type Result } from '../contract/result.ts';
import type { SoundSection, SpeechCommand } from '../contract/sound.ts';
import { type MonotonicMs, seconds } from '../contract/units.ts';
import type { Loudness } from '../domain/loudness.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { SoundOutput, Speaking, SpeechDesk, SpeechFault, SpeechSynthesiser } from '../ports/speech.ts';
import { NewestAlone } from './newest-alone.ts';

/** Short enough that a wall clock that was set anew is heard within a minute. */
const LOOK_EVERY = seconds(20);

/** Far more than a visitor can ask for; a page that has run wild does not keep the machine busy. */
const MOST_IN_A_WHILE = 40;
const WHILE = seconds(10);

type SoundParts = {
  readonly config: Pick<Config, 'sound'>;
  readonly clock: Clock;
  readonly loudness: Loudness;
  readonly speech: SpeechSynthesiser;
  /** Null where none are named. */
  readonly headphones: SoundOutput | null;
};

const tooOften = err({ code: 'speech-too-often', message: 'too much is asked to be said' } as const);

/** How loud the box is now, and what it says. */
export class SoundDesk implements SpeechDesk {
  readonly #parts: SoundParts;
  readonly #changed: () => void;
  readonly #loudspeaker = new NewestAlone();
  readonly #headphones = new NewestAlone();
  #volume: number;
  #asked: MonotonicMs[] = [];
  #timer: CancelTimer | null = null;

  constructor(parts: SoundParts, changed: () => void) {
    this.#parts = parts;
    this.#changed = changed;
    this.#volume = parts.loudness.volumeAt(parts.clock.wallMs());
  }

  start(): void {
    const { speech, headphones } = this.#parts;
    void speech.start(this.#changed);
    headphones?.onChange(this.#changed);
    this.#look();
  }

  /** Falls silent. */
  stop(): void {
    this.#timer?.();
    this.#loudspeaker.drop();
    this.#headphones.drop();
  }

  section(): SoundSection {
    const { config, speech, headphones } = this.#parts;
    const { announcements } = config.sound;
    return { volume: this.#volume, announcements, speech: speech.status(), headphones: headphones?.status() ?? null };
  }

  async say(command: SpeechCommand): Promise<Result<Uint8Array, SpeechFault>> {
    if (this.#tooOften()) return tooOften;
    return this.#loudspeaker.begin(() => this.#parts.speech.synthesise(command)).done;
  }

  sayOnHeadphones(command: SpeechCommand): Speaking<void> {
    const { speech, headphones } = this.#parts;
    if (headphones === null) return refused({ code: 'headphones-absent', message: 'the config names no headphones' });
    if (this.#tooOften()) return refused(tooOften.error);
    return this.#headphones.begin(() => inTurn(speech.synthesise(command), (wav) => headphones.play(wav)));
  }

  #tooOften(): boolean {
    const now = this.#parts.clock.monotonicMs();
    this.#asked = this.#asked.filter((at) => now - at < WHILE);
    if (this.#asked.length >= MOST_IN_A_WHILE) return true;
    this.#asked.push(now);
    return false;
  }

  #look(): void {
    const { clock, loudness } = this.#parts;
    const volume = loudness.volumeAt(clock.wallMs());
    if (volume !== this.#volume) {
      this.#volume = volume;
      this.#changed();
    }
    this.#timer = clock.after(LOOK_EVERY, () => this.#look());
  }
}

function refused(fault: SpeechFault): Speaking<void> {
  return { done: Promise.resolve(err(fault)), drop() {} };
}

/** The second follows the first, unless they are dropped before. */
function inTurn<T>(first: Speaking<T>, second: (value: T) => Speaking<void>): Speaking<void> {
  let current: { drop(): void } = first;
  let dropped = false;
  const follow = async (): Promise<Result<void, SpeechFault>> => {
    const made = await first.done;
    if (!made.ok) return made;
    if (dropped) return err({ code: 'speech-overtaken', message: 'something newer is to be said' });
    const next = second(made.value);
    current = next;
    return next.done;
  };
  const drop = () => {
    dropped = true;
    current.drop();
  };
  return { done: follow(), drop };
}
