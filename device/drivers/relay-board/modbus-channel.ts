import { type MonotonicMs, milliseconds, monotonicMs } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import { encodeRequest, findAnswer, type ModbusAnswer, type ModbusRequest } from './modbus-frames.ts';

const ANSWER_TIME = milliseconds(200);
const TRIES = 3;
/** Between two messages the line is silent for 3.5 characters (Modbus over Serial Line V1.02, §2.5.1.1), 4 ms at 9,600 baud. */
const SILENCE_MS = 5;
/** No answer here is longer; what fills this is noise. */
const MOST_BYTES = 256;

type Open = {
  readonly request: ModbusRequest;
  readonly done: (answer: ModbusAnswer | null) => void;
  triesLeft: number;
};

/** Requests to one unit, one at a time; each is sent up to three times. Null: there was no answer. */
export class ModbusChannel {
  readonly #unit: number;
  readonly #clock: Clock;
  readonly #write: (bytes: Uint8Array) => void;
  #open: Open | null = null;
  #received: Uint8Array = new Uint8Array();
  #cancelWait: CancelTimer = () => {};
  #silentAt: MonotonicMs = monotonicMs(0);

  constructor(unit: number, clock: Clock, write: (bytes: Uint8Array) => void) {
    this.#unit = unit;
    this.#clock = clock;
    this.#write = write;
  }

  get busy(): boolean {
    return this.#open !== null;
  }

  ask(request: ModbusRequest, done: (answer: ModbusAnswer | null) => void): void {
    const open = { request, done, triesLeft: TRIES };
    this.#open = open;
    const wait = this.#silentAt - this.#clock.monotonicMs();
    if (wait <= 0) this.#send(open);
    else this.#cancelWait = this.#clock.after(milliseconds(wait), () => this.#send(open));
  }

  /** The last request: whatever is open, at once, and nobody waits for its answer. */
  askLast(request: ModbusRequest): void {
    this.cancel();
    this.#write(encodeRequest(this.#unit, request));
  }

  receive(bytes: Uint8Array): void {
    const open = this.#open;
    this.#silentAt = monotonicMs(this.#clock.monotonicMs() + SILENCE_MS);
    if (open === null) return;
    this.#received = Uint8Array.from([...this.#received, ...bytes]).slice(-MOST_BYTES);
    const answer = findAnswer(this.#received, this.#unit, open.request);
    if (answer !== null) this.#end(open, answer);
  }

  /** Forgets what is open; nobody is told. */
  cancel(): void {
    this.#cancelWait();
    this.#open = null;
  }

  #send(open: Open): void {
    open.triesLeft -= 1;
    this.#received = new Uint8Array();
    this.#cancelWait = this.#clock.after(ANSWER_TIME, () => {
      if (open.triesLeft > 0) this.#send(open);
      else this.#end(open, null);
    });
    this.#write(encodeRequest(this.#unit, open.request));
  }

  #end(open: Open, answer: ModbusAnswer | null): void {
    this.#cancelWait();
    this.#open = null;
    open.done(answer);
  }
}
