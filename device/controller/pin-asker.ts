import { Pin, type PinEntry } from '../contract/api.ts';
import type { ReaderConfig } from '../contract/config.ts';
import type { DoorId, ReaderId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { epochMs, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { VisitorFault } from '../ports/kiosk.ts';

/** EN 301 549 §5.9 and WCAG 2.2.1: long enough, warned of on the screen, and given again on request. */
const WAIT = seconds(45);
const MOST_DIGITS = 8;
/** WCAG 2.2.1 asks for ten; after that a reader that nobody stands at is free for the next one. */
const MOST_EXTENSIONS = 10;

type Waiting = {
  readonly id: number;
  readonly door: DoorId;
  readonly done: (pin: string | null) => void;
  typed: string;
  untilMs: number;
  extensions: number;
  end: CancelTimer;
};

/** Asks for PINs, at the screen's keys and at a reader's own; one at a time for each reader. */
export class PinAsker {
  readonly #clock: Clock;
  readonly #show: (entry: PinEntry | null) => void;
  readonly #waiting = new Map<ReaderId, Waiting>();
  #nextId = 1;

  /** `show`: the newest entry that waits, as often as it changes; null when none does. */
  constructor(clock: Clock, show: (entry: PinEntry | null) => void) {
    this.#clock = clock;
    this.#show = show;
  }

  /** What was typed; null when nothing came in time, it was cancelled, or somebody else tapped there. */
  ask(reader: ReaderConfig): Promise<string | null> {
    this.cancelAt(reader.id);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        ...{ id: this.#nextId++, door: reader.door, typed: '', untilMs: 0, extensions: 0, end: () => {} },
        done: (pin) => {
          waiting.end();
          this.#waiting.delete(reader.id);
          this.#tell();
          resolve(pin);
        },
      };
      this.#waiting.set(reader.id, waiting);
      this.#wait(waiting);
    });
  }

  /** Somebody else taps at this reader. */
  cancelAt(reader: ReaderId): void {
    this.#waiting.get(reader)?.done(null);
  }

  /** Nobody is asked any more. */
  cancelAll(): void {
    for (const reader of [...this.#waiting.keys()]) this.cancelAt(reader);
  }

  /** At the reader's own keys: `#` ends, `*` begins anew. */
  press(reader: ReaderId, keys: string): void {
    for (const key of keys) {
      const waiting = this.#waiting.get(reader);
      if (waiting === undefined) return;
      if (key === '#') this.#finish(waiting);
      else if (key === '*') waiting.typed = '';
      else if (/\d/.test(key) && waiting.typed.length < MOST_DIGITS) waiting.typed += key;
    }
    if (this.#waiting.has(reader)) this.#tell();
  }

  enter(id: number, pin: string): Result<void, VisitorFault> {
    return this.#with(id, (waiting) => waiting.done(pin));
  }

  cancel(id: number): Result<void, VisitorFault> {
    return this.#with(id, (waiting) => waiting.done(null));
  }

  giveMoreTime(id: number): Result<void, VisitorFault> {
    const spent = [...this.#waiting.values()].some((each) => each.id === id && each.extensions >= MOST_EXTENSIONS);
    if (spent) return err({ code: 'no-more-time', message: 'more time was given often enough: tap again' });
    return this.#with(id, (waiting) => {
      waiting.extensions += 1;
      this.#wait(waiting);
    });
  }

  /** Too few digits are not judged: the reader says once more what it wants. */
  #finish(waiting: Waiting): void {
    if (Pin.safeParse(waiting.typed).success) waiting.done(waiting.typed);
    else waiting.typed = '';
  }

  #wait(waiting: Waiting): void {
    waiting.end();
    waiting.end = this.#clock.after(WAIT, () => waiting.done(null));
    waiting.untilMs = epochMs(this.#clock.wallMs() + WAIT);
    this.#tell();
  }

  #with(id: number, act: (waiting: Waiting) => void): Result<void, VisitorFault> {
    const waiting = [...this.#waiting.values()].find((each) => each.id === id);
    if (waiting === undefined) return err({ code: 'pin-not-awaited', message: 'no PIN is waited for' });
    act(waiting);
    return ok(undefined);
  }

  #tell(): void {
    const newest = [...this.#waiting.values()].reduce<Waiting | null>(
      (last, each) => (last === null || each.id > last.id ? each : last),
      null,
    );
    this.#show(newest && { id: newest.id, door: newest.door, typed: newest.typed.length, untilMs: newest.untilMs });
  }
}
