import type { Result } from '../contract/result.ts';
import type { SoundSection, SpeechCommand } from '../contract/sound.ts';
import type { PartStatus } from '../contract/status.ts';

/** `speech-overtaken`: something newer is to be said in its place, or whoever asked has gone. */
export type SpeechFault = {
  readonly code:
    | 'speech-absent'
    | 'speech-failed'
    | 'speech-overtaken'
    | 'speech-too-often'
    | 'headphones-absent'
    | 'headphones-failed';
  readonly message: string;
};

/** Work that can be given up: `drop` ends it, and `done` then says `speech-overtaken`. */
export type Speaking<T> = { readonly done: Promise<Result<T, SpeechFault>>; drop(): void };

/** Makes sound of text. Keeps no trace of it but in memory. */
export interface SpeechSynthesiser {
  status(): PartStatus;
  /** Looks whether it is there. `changed` is called at each change of the status from then on. */
  start(changed: () => void): Promise<void>;
  /** A whole WAV file, mono. */
  synthesise(command: SpeechCommand): Speaking<Uint8Array>;
}

/** A socket of its own that sound can be sent to. */
export interface SoundOutput {
  status(): PartStatus;
  onChange(changed: () => void): void;
  /** Done when the WAV file was heard to its end; dropping it silences it at once. */
  play(wav: Uint8Array): Speaking<void>;
}

/** What the screen asks for to be heard. On each of the two ways the newest wins. */
export interface SpeechDesk {
  section(): SoundSection;
  /** A WAV file for the screen's own loudspeaker. */
  say(command: SpeechCommand): Promise<Result<Uint8Array, SpeechFault>>;
  /** Done when it was heard. */
  sayOnHeadphones(command: SpeechCommand): Speaking<void>;
}
