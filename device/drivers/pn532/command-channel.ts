import { err, ok, type Result } from '../../contract/result.ts';
import { milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { FrameParser } from './frame-parser.ts';
import { ACK, type Command, encodeCommand, type Frame } from './frames.ts';

/** The chip acknowledges at once; this is for USB adapters and a busy machine, and what nfcpy grants it. */
const ACKNOWLEDGED_WITHIN = milliseconds(100);
/** Three tries to find a card take well under 100 ms. */
const ANSWERED_WITHIN = milliseconds(500);
const TRIES = 2;

/**
 * `reader-silent`: nothing came, or nothing after the ACK. `reader-garbled`: bytes came, but no ACK.
 * `command-refused`: an error frame came.
 */
export type CommandFault = { readonly code: 'reader-silent' | 'reader-garbled' | 'command-refused' };

export type CommandAnswer = Result<Uint8Array, CommandFault>;

type Asked = {
  readonly command: Command;
  readonly answered: (answer: CommandAnswer) => void;
  triesLeft: number;
  acknowledged: boolean;
  heard: boolean;
};

/**
 * One command at a time, and its answer: ACK first, then the answer, as the chip sends them. A command without its
 * answer in time is given up and sent once more, as one frame may be hit by noise; after that it is a fault. Every
 * command is answered, at most 1.2 s after it was asked, unless it is cancelled.
 */
export class CommandChannel {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #clock: Clock;
  readonly #parser = new FrameParser();
  #asked: Asked | null = null;
  #cancelTimer: CancelTimer = () => {};

  constructor(write: (bytes: Uint8Array) => void, clock: Clock) {
    this.#write = write;
    this.#clock = clock;
  }

  /** `answered` gets what follows the answer's code. What was asked before is cancelled. */
  ask(command: Command, answered: (answer: CommandAnswer) => void): void {
    this.cancel();
    this.#asked = { command, answered, triesLeft: TRIES, acknowledged: false, heard: false };
    this.#send(this.#asked);
  }

  receive(bytes: Uint8Array): void {
    const asked = this.#asked;
    if (asked === null) return;
    asked.heard ||= bytes.length > 0;
    for (const frame of this.#parser.push(bytes)) if (this.#asked === asked) this.#take(frame, asked);
  }

  /** Nobody waits for the answer any more. */
  cancel(): void {
    this.#cancelTimer();
    this.#asked = null;
  }

  #send(asked: Asked): void {
    asked.triesLeft -= 1;
    asked.acknowledged = false;
    asked.heard = false;
    this.#parser.clear();
    this.#wait(asked, ACKNOWLEDGED_WITHIN);
    this.#write(encodeCommand(asked.command));
  }

  #take(frame: Frame, asked: Asked): void {
    if (!asked.acknowledged) {
      // An answer before the acknowledgement is one that was given up; to take it would make each next one late.
      if (frame.kind !== 'ack') return;
      asked.acknowledged = true;
      this.#wait(asked, ANSWERED_WITHIN);
    } else if (frame.kind === 'error') {
      this.#fail(asked, 'command-refused');
    } else if (frame.kind === 'answer' && frame.code === asked.command.code + 1) {
      this.#end(asked, ok(frame.data));
    }
  }

  #wait(asked: Asked, time: typeof ANSWERED_WITHIN): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(time, () =>
      this.#fail(asked, asked.heard && !asked.acknowledged ? 'reader-garbled' : 'reader-silent'),
    );
  }

  #fail(asked: Asked, code: CommandFault['code']): void {
    if (asked.triesLeft === 0) {
      this.#end(asked, err({ code }));
      return;
    }
    this.#write(ACK);
    this.#send(asked);
  }

  #end(asked: Asked, answer: CommandAnswer): void {
    this.cancel();
    asked.answered(answer);
  }
}
