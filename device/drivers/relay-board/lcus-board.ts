import { milliseconds } from '../../contract/units.ts';
import type { LineFault } from '../../ports/byte-line.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeptLine, LineMaker } from '../line-reader/credential-source.ts';

/** The board answers nothing: a frame that was lost is found out by nobody, so that an opening is said twice. */
const SAY_AGAIN_AFTER = milliseconds(200);

/**
 * `A0`, channel from 1, 1 for closed or 0 for open, and the low byte of the sum of these three: as the makers of the
 * boards with a CH340 and "LCUS" on them publish it. There is no standard.
 */
export function lcusFrame(channel: number, closed: boolean): Uint8Array {
  const head = [0xa0, channel, closed ? 1 : 0];
  return Uint8Array.from([...head, head.reduce((sum, byte) => sum + byte) & 0xff]);
}

export type LcusBoardParts = {
  /** 9,600 baud, 8 bits, no parity, one stop bit. */
  readonly makeLine: LineMaker;
  readonly clock: Clock;
  readonly relays: number;
  /** Its line is up, and all its relays have been told to open. */
  readonly up: () => void;
  readonly down: (code: LineFault) => void;
};

/**
 * A USB relay board without an answer and without a timer of its own: whoever holds it ends each pulse. All its relays
 * are opened with the first bytes whenever its line comes up; when it loses its power they open by their springs.
 */
export class LcusBoard {
  readonly #parts: LcusBoardParts;
  readonly #closed: boolean[];
  #line: KeptLine | null = null;

  constructor(parts: LcusBoardParts) {
    this.#parts = parts;
    this.#closed = Array<boolean>(parts.relays).fill(false);
  }

  start(): void {
    this.#line = this.#parts.makeLine({
      lineUp: () => {
        this.#openAll();
        this.#parts.up();
      },
      // Some boards echo the state as text; there is nothing in it to go by.
      bytesReceived: () => {},
      lineDown: (code) => this.#parts.down(code),
    });
    this.#line.start();
  }

  /** Lost while the line is down, and not made up for. `relay` counts from 0. */
  set(relay: number, closed: boolean): void {
    if (closed) {
      this.#closed[relay] = true;
      this.#line?.write(lcusFrame(relay + 1, true));
    } else this.#open([relay]);
  }

  /** Opens all relays at once, says it again, and resolves when the device is let go after that. */
  async stop(): Promise<void> {
    this.#openAll();
    // A line that is let go takes with it what it has not sent yet.
    await new Promise<void>((resolve) => this.#parts.clock.after(SAY_AGAIN_AFTER, resolve));
    const line = this.#line;
    this.#line = null;
    await line?.stop();
  }

  #openAll(): void {
    this.#open([...this.#closed.keys()]);
  }

  #open(relays: readonly number[]): void {
    for (const relay of relays) this.#closed[relay] = false;
    this.#sayOpen(relays);
    this.#parts.clock.after(SAY_AGAIN_AFTER, () => this.#sayOpen(relays.filter((relay) => !this.#closed[relay])));
  }

  /** In one piece, so that none of them waits for another. */
  #sayOpen(relays: readonly number[]): void {
    this.#line?.write(Uint8Array.from(relays.flatMap((relay) => [...lcusFrame(relay + 1, false)])));
  }
}
