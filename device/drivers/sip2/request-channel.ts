import { err, ok, type Result } from '../../contract/result.ts';
import { type Milliseconds, seconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { Answer } from './answers.ts';
import type { LibraryFault } from './faults.ts';
import { frameMessage, resendRequest } from './frames.ts';
import { LineSplitter } from './line-splitter.ts';
import type { Sip2Options } from './options.ts';
import { type Heard, readLine } from './read-line.ts';
import type { Request } from './requests.ts';

/** What self-service machines grant a library. */
export const ANSWERED_WITHIN: Milliseconds = seconds(5);
const TRIES = 2;
/** Each way: how often the library may ask for the same message, and how often we ask for the same answer. */
const RESENDS = 3;

export type ChannelResult = Result<Answer, { readonly code: LibraryFault }>;

type Asked = {
  readonly request: Request;
  readonly answered: (result: ChannelResult) => void;
  sequence: number;
  bytes: Uint8Array;
  triesLeft: number;
  libraryAsksLeft: number;
  ownAsksLeft: number;
  /** The last that we sent was a 97. */
  askedAgain: boolean;
};

/**
 * One request at a time and its answer, by the rules of 3M SIP 2.00, "Error detection": a request that is not answered
 * within 5 s is sent once more with the same sequence number, what is misread is asked for again at most three times in
 * each direction, and an answer with another sequence number is that of an earlier request. Without error detection
 * nobody can tell a late answer from the next, and nothing is sent twice. Every request is answered within a minute,
 * unless it is cancelled.
 */
export class RequestChannel {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #options: Sip2Options;
  readonly #clock: Clock;
  readonly #lines = new LineSplitter();
  #asked: Asked | null = null;
  #sequence = -1;
  #cancelTimer: CancelTimer = () => {};

  constructor(write: (bytes: Uint8Array) => void, options: Sip2Options, clock: Clock) {
    this.#write = write;
    this.#options = options;
    this.#clock = clock;
  }

  get isBusy(): boolean {
    return this.#asked !== null;
  }

  /** Only when it is not busy. */
  ask(request: Request, answered: (result: ChannelResult) => void): void {
    this.#asked = {
      request,
      answered,
      ...this.#framed(request),
      triesLeft: this.#options.errorDetection ? TRIES : 1,
      libraryAsksLeft: RESENDS,
      ownAsksLeft: RESENDS,
      askedAgain: false,
    };
    // Nothing that came before can answer it.
    this.#lines.clear();
    this.#send(this.#asked);
  }

  receive(bytes: Uint8Array): void {
    const asked = this.#asked;
    if (asked === null) return;
    const lines = this.#lines.push(bytes);
    if (lines === null) this.#fail('patron-garbled');
    for (const line of lines ?? []) if (this.#asked === asked) this.#take(readLine(line, this.#options), asked);
  }

  /** Nobody waits any more: the answer is awaited, so that it is not taken for the next one's, and not asked for again. */
  abandon(): void {
    if (this.#asked !== null) this.#asked.triesLeft = 0;
  }

  /** Whoever asked hears no more of it. */
  cancel(): void {
    this.#cancelTimer();
    this.#asked = null;
  }

  #framed(request: Request): Pick<Asked, 'sequence' | 'bytes'> {
    this.#sequence = (this.#sequence + 1) % 10;
    const sequence = this.#sequence;
    return { sequence, bytes: frameMessage(request.body, this.#options.errorDetection ? sequence : null) };
  }

  #send(asked: Asked): void {
    asked.triesLeft -= 1;
    this.#repeat(asked);
  }

  #repeat(asked: Asked): void {
    asked.askedAgain = false;
    this.#transmit(asked.bytes);
  }

  #transmit(bytes: Uint8Array): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(ANSWERED_WITHIN, () => this.#unanswered());
    this.#write(bytes);
  }

  #unanswered(): void {
    if (this.#asked !== null && this.#asked.triesLeft > 0) this.#send(this.#asked);
    else this.#fail('patron-timeout');
  }

  #take(heard: Heard, asked: Asked): void {
    switch (heard.kind) {
      case 'answer':
        if (this.#isOfThisRequest(heard, asked)) this.#takeAnswer(heard.answer, asked);
        break;
      case 'malformed':
        if (this.#isOfThisRequest(heard, asked)) this.#fail('patron-garbled');
        break;
      case 'send-again':
        this.#sendAgain(asked, 'patron-charset');
        break;
      case 'spoilt':
        this.#askAgain(asked, heard.ascii ? 'patron-garbled' : 'patron-charset');
        break;
      default:
    }
  }

  #isOfThisRequest({ sequence }: { readonly sequence: number | null }, asked: Asked): boolean {
    return !this.#options.errorDetection || sequence === asked.sequence;
  }

  #takeAnswer(answer: Answer, asked: Asked): void {
    if (answer.kind === asked.request.answer) {
      this.cancel();
      asked.answered(ok(answer));
    } else if (answer.kind === 'status') {
      this.#statusChanged(answer.online, asked);
    }
  }

  /** A library may tell its new status in the place of any answer, and then wants the request anew ("Message format"). */
  #statusChanged(online: boolean, asked: Asked): void {
    if (online) {
      Object.assign(asked, this.#framed(asked.request));
      this.#sendAgain(asked, 'patron-garbled');
    } else {
      this.#fail('patron-offline');
    }
  }

  #sendAgain(asked: Asked, code: LibraryFault): void {
    // A library that understands neither the message nor the request to say its last again understands nothing.
    if (asked.libraryAsksLeft === 0 || asked.askedAgain) {
      this.#fail(code);
    } else {
      asked.libraryAsksLeft -= 1;
      this.#repeat(asked);
    }
  }

  #askAgain(asked: Asked, code: LibraryFault): void {
    if (asked.ownAsksLeft === 0 || !this.#options.errorDetection) {
      this.#fail(code);
    } else {
      asked.ownAsksLeft -= 1;
      asked.askedAgain = true;
      this.#transmit(resendRequest());
    }
  }

  #fail(code: LibraryFault): void {
    const asked = this.#asked;
    this.cancel();
    asked?.answered(err({ code }));
  }
}
