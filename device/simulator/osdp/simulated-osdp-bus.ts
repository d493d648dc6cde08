import { randomBytes } from 'node:crypto';
import type { ReaderId } from '../../contract/ids.ts';
import { milliseconds } from '../../contract/units.ts';
import type { ByteLine, ByteLineListener } from '../../ports/byte-line.ts';
import type { Clock } from '../../ports/clock.ts';
import { SimulatedOsdpLine } from './simulated-osdp-line.ts';
import { SimulatedOsdpReader } from './simulated-osdp-reader.ts';

/** About what a short message takes at 9,600 baud. */
const USUAL_DELAY_MS = 15;

/** A line in this process with simulated OSDP readers on it; each comes without a key, as from its factory. */
export class SimulatedOsdpBus {
  readonly readers: ReadonlyMap<ReaderId, SimulatedOsdpReader>;
  readonly #clock: Clock;
  readonly #line: SimulatedOsdpLine;
  #listener: ByteLineListener | null = null;
  #isUp = true;
  #delayMs = USUAL_DELAY_MS;

  constructor(clock: Clock, places: readonly { readonly id: ReaderId; readonly address: number }[]) {
    this.#clock = clock;
    this.readers = new Map(
      places.map(({ id, address }) => [id, new SimulatedOsdpReader({ address, clock, key: null })]),
    );
    this.#line = new SimulatedOsdpLine([...this.readers.values()]);
  }

  /** The box's end of the line. */
  readonly makeLine = (listener: ByteLineListener): ByteLine & { start(): void; stop(): Promise<void> } => ({
    start: () => {
      this.#listener = listener;
      if (this.#isUp) listener.lineUp();
    },
    stop: async () => {
      this.#listener = null;
    },
    write: (bytes) => this.#carry(bytes),
  });

  unplug(): void {
    this.#isUp = false;
    this.#listener?.lineDown('line-lost');
  }

  plugIn(): void {
    this.#isUp = true;
    this.#listener?.lineUp();
  }

  /** From now on each answer takes so long. */
  slowDown(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Noise goes before the next answer. */
  garbage(): void {
    this.#line.garbage(randomBytes(12));
  }

  #carry(bytes: Uint8Array): void {
    const answer = this.#isUp ? this.#line.receive(bytes) : new Uint8Array();
    if (answer.length === 0) return;
    this.#clock.after(milliseconds(this.#delayMs), () => {
      if (this.#isUp) this.#listener?.bytesReceived(answer);
    });
  }
}
