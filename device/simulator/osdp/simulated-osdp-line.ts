import { decodePanel } from './peripheral-frames.ts';
import type { SimulatedOsdpReader } from './simulated-osdp-reader.ts';

/** The readers on one line: each hears all that the panel says. */
export class SimulatedOsdpLine {
  readonly readers: readonly SimulatedOsdpReader[];
  #rest: Buffer = Buffer.alloc(0);
  #garbage: Buffer = Buffer.alloc(0);

  constructor(readers: readonly SimulatedOsdpReader[]) {
    this.readers = readers;
  }

  /** What the panel sent; answered by what the readers send in return. */
  receive(bytes: Uint8Array): Uint8Array {
    const { frames, rest } = decodePanel(Buffer.concat([this.#rest, bytes]));
    this.#rest = rest;
    const sent = frames.flatMap((frame) => this.readers.map((reader) => reader.receive(frame)));
    if (frames.length === 0) return new Uint8Array();
    const garbage = this.#garbage;
    this.#garbage = Buffer.alloc(0);
    return Buffer.concat([garbage, ...sent]);
  }

  /** Goes before what is sent next. */
  garbage(bytes: Uint8Array): void {
    this.#garbage = Buffer.from(bytes);
  }
}
