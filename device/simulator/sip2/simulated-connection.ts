import {
  decodeTerminal,
  resendWanted,
  sealAnswer,
  sumOfBytes,
  sumOfCharacters,
  type TerminalMessage,
} from './acs-codec.ts';
import type { SimulatedLibrary } from './simulated-library.ts';

/** Whole messages that a terminal may send again. */
const ABOUT_PATRONS = ['23', '35', '63'];

/** One terminal's connection to a simulated library: bytes in, what the library sends in return out. */
export class SimulatedConnection {
  readonly #library: SimulatedLibrary;
  #held = '';
  #lastCheck: string | null = null;
  /** Not sealed yet, so that one that is sent again can be whole. */
  #lastAnswer: { readonly text: string; readonly sequence: string | null } | null = null;

  constructor(library: SimulatedLibrary) {
    this.#library = library;
  }

  /** What the terminal sent. One answer for each message, or none; `hang-up` is the last. */
  receive(bytes: Uint8Array): readonly (Uint8Array | 'hang-up')[] {
    const lines = `${this.#held}${Buffer.from(bytes).toString('latin1')}`.split('\r');
    this.#held = lines.pop() ?? '';
    return lines.flatMap((line) => this.#take(Buffer.from(line, 'latin1').toString(this.#encoding)));
  }

  #take(line: string): readonly (Uint8Array | 'hang-up')[] {
    const { mute, hangsUpOn } = this.#library.faults;
    const code = line.substring(0, 2);
    this.#library.noteHeard(code);
    if (hangsUpOn === code || hangsUpOn === 'any') return ['hang-up'];
    const message = decodeTerminal(line, this.#sum);
    if (mute || message === null) return [];
    const wants = message === 'spoilt' || this.#asksAgain(code);
    return wants ? [this.#send(resendWanted(this.#sum))] : this.#answer(message);
  }

  #asksAgain(code: string): boolean {
    const { asksAgain } = this.#library.faults;
    if (asksAgain === 0 || !ABOUT_PATRONS.includes(code)) return false;
    this.#library.fail({ asksAgain: asksAgain - 1 });
    return true;
  }

  #answer(message: TerminalMessage): readonly Uint8Array[] {
    const isTwin = message.sequence !== null && message.check === this.#lastCheck;
    if (message.code !== '97' && !isTwin) {
      const text = this.#library.answer(message);
      this.#lastCheck = message.check;
      this.#lastAnswer = text === null ? null : { text, sequence: message.sequence };
    }
    return this.#lastAnswer === null ? [] : [this.#send(this.#sealed(this.#lastAnswer))];
  }

  #sealed({ text, sequence }: { readonly text: string; readonly sequence: string | null }): string {
    const { spoilt, unchecked } = this.#library.faults;
    const sealed = sealAnswer(text, unchecked ? null : sequence, this.#sum);
    if (spoilt === 0) return sealed;
    this.#library.fail({ spoilt: spoilt - 1 });
    return sealed.replace(/..$/, (last) => (last === '00' ? '01' : '00'));
  }

  get #sum(): typeof sumOfBytes {
    const { sumsCharacters, latin1 } = this.#library.faults;
    // A character of ISO/IEC 8859-1 is its byte.
    return sumsCharacters || latin1 ? sumOfCharacters : sumOfBytes;
  }

  get #encoding(): 'latin1' | 'utf8' {
    return this.#library.faults.latin1 ? 'latin1' : 'utf8';
  }

  #send(text: string): Uint8Array {
    const { garbage, endless, lineEnd } = this.#library.faults;
    return Buffer.concat([
      Buffer.from(garbage, 'latin1'),
      Buffer.from(text, this.#encoding),
      Buffer.from(endless ? 'x'.repeat(10_000) : lineEnd),
    ]);
  }
}
