import { milliseconds } from '../../contract/units.ts';
import type { LineFault } from '../../ports/byte-line.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StrikeRelay } from '../../ports/door-hardware.ts';
import type { KeptLine, LineMaker } from '../line-reader/credential-source.ts';
import { SourceStatus } from '../line-reader/source-status.ts';
import { PulsedRelay } from './pulsed-relay.ts';

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
};

/**
 * A USB relay board without an answer and without a timer of its own. All its relays are opened whenever its line
 * comes up. While the controller lives its timer ends each pulse; when it is killed, the one that is started after it
 * opens the relays with its first bytes, and when the board loses its power they open by their springs.
 */
export class LcusBoard {
  readonly #parts: LcusBoardParts;
  readonly #status: SourceStatus;
  readonly #relays: readonly PulsedRelay[];
  #line: KeptLine | null = null;

  constructor(parts: LcusBoardParts) {
    this.#parts = parts;
    this.#status = new SourceStatus(parts.clock, (status) => {
      for (const relay of this.#relays) relay.statusChanged(status);
    });
    this.#relays = Array.from(
      { length: parts.relays },
      (_, index) =>
        new PulsedRelay({
          clock: parts.clock,
          status: () => this.#status.now,
          command: (command) => this.#command(index, command !== 'open'),
        }),
    );
  }

  /** Counted from 1, as printed on the board. Throws for one that the board has not. */
  relay(number: number): StrikeRelay {
    const relay = this.#relays[number - 1];
    if (relay === undefined) throw new RangeError(`the board has no relay ${number}`);
    return relay;
  }

  start(): void {
    this.#line = this.#parts.makeLine({
      lineUp: () => {
        this.#openAll();
        this.#status.set({ state: 'ready', detail: 'LCUS' });
      },
      // Some boards echo the state as text; there is nothing in it to go by.
      bytesReceived: () => {},
      lineDown: (faultCode: LineFault) => this.#status.set({ state: 'faulted', faultCode }),
    });
    this.#line.start();
  }

  /** Opens all relays, and resolves when the device is let go. */
  async stop(): Promise<void> {
    this.#openAll();
    const line = this.#line;
    this.#line = null;
    await line?.stop();
  }

  #openAll(): void {
    for (const index of this.#relays.keys()) this.#write(index, false);
  }

  #command(index: number, closed: boolean): void {
    this.#write(index, closed);
    if (closed) return;
    this.#parts.clock.after(SAY_AGAIN_AFTER, () => {
      if (!this.#relays[index]?.closed) this.#write(index, false);
    });
  }

  #write(index: number, closed: boolean): void {
    this.#line?.write(lcusFrame(index + 1, closed));
  }
}
