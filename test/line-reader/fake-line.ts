import { milliseconds } from '../../device/contract/units.ts';
import type { KeptLine } from '../../device/drivers/line-reader/credential-source.ts';
import type { ByteLineListener, LineFault } from '../../device/ports/byte-line.ts';
import type { Clock } from '../../device/ports/clock.ts';

const TRAVEL = milliseconds(2);

/** A line without a device file: what is written goes to `device` and its answer comes back 2 ms later. */
export class FakeLine implements KeptLine {
  readonly written: Uint8Array[] = [];
  opened = 0;
  closed = 0;
  #listener: ByteLineListener | null = null;
  readonly #clock: Clock;
  readonly #device: (bytes: Uint8Array) => Uint8Array;

  constructor(clock: Clock, device: (bytes: Uint8Array) => Uint8Array = () => new Uint8Array()) {
    this.#clock = clock;
    this.#device = device;
  }

  /** The `LineMaker` of a reader that is to use this line. */
  readonly maker = (listener: ByteLineListener): KeptLine => {
    this.#listener = listener;
    return this;
  };

  start(): void {
    this.opened += 1;
    this.up();
  }

  async stop(): Promise<void> {
    this.closed += 1;
  }

  write(bytes: Uint8Array): void {
    this.written.push(bytes);
    const answer = this.#device(bytes);
    if (answer.length > 0) this.#clock.after(TRAVEL, () => this.arrive(answer));
  }

  arrive(bytes: Uint8Array): void {
    this.#listener?.bytesReceived(bytes);
  }

  up(): void {
    this.#listener?.lineUp();
  }

  down(code: LineFault): void {
    this.#listener?.lineDown(code);
  }
}
