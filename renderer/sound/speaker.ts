import type { SpeechCommand } from '../../device/contract/sound.ts';
import type { Sounding } from './loudspeaker.ts';

/** Begins to say it. */
export type Voice = (command: SpeechCommand, atLeast: number) => Sounding;

type Line = { readonly command: SpeechCommand; readonly atLeast: number };

/** Says one thing at a time. A call to everybody comes before what the screen says, and only another call ends it. */
export class Speaker {
  readonly #voice: Voice;
  #calls: Line[] = [];
  #lines: Line[] = [];
  #now: { readonly isCall: boolean; readonly sounding: Sounding } | null = null;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  get isSilent(): boolean {
    return this.#now === null;
  }

  /** At once, in place of what was to be said; nothing, to fall silent. */
  say(commands: readonly SpeechCommand[]): void {
    this.#lines = commands.map((command) => ({ command, atLeast: 0 }));
    if (this.#now?.isCall === false) this.#now.sounding.stop();
    this.#next();
  }

  /** After what is being said. */
  add(commands: readonly SpeechCommand[]): void {
    this.#lines.push(...commands.map((command) => ({ command, atLeast: 0 })));
    this.#next();
  }

  /** To everybody, in place of all. `atLeast`: the volume below which it is not to be. */
  call(commands: readonly SpeechCommand[], atLeast = 0): void {
    this.#calls = commands.map((command) => ({ command, atLeast }));
    this.#lines = [];
    this.#now?.sounding.stop();
    this.#next();
  }

  #next(): void {
    if (this.#now !== null) return;
    const call = this.#calls.shift();
    const line = call ?? this.#lines.shift();
    if (line === undefined) return;
    const sounding = this.#voice(line.command, line.atLeast);
    this.#now = { isCall: call !== undefined, sounding };
    void sounding.done.then(() => {
      this.#now = null;
      this.#next();
    });
  }
}
