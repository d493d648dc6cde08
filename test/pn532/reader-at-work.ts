import { Pn532Reader } from '../../device/drivers/pn532/pn532-reader.ts';
import { SimulatedPn532 } from '../../device/simulator/pn532/simulated-pn532.ts';
import { FakeLine } from '../line-reader/fake-line.ts';
import { RecordedSource } from '../line-reader/recorded-source.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A reader and a simulated chip, with a line between them and a clock that the test winds. */
export class ReaderAtWork {
  readonly clock = new ManualClock();
  readonly chip = new SimulatedPn532();
  readonly source = new RecordedSource();
  readonly line: FakeLine;
  readonly reader: Pn532Reader;
  /** What the line makes of the chip's bytes. */
  noise: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;

  constructor() {
    this.line = new FakeLine(this.clock, (bytes) => this.noise(this.chip.receive(bytes)));
    this.reader = new Pn532Reader({ makeLine: this.line.maker, clock: this.clock, listener: this.source });
  }

  /** One that is started, ready and past its first looks. */
  static ready(): ReaderAtWork {
    const work = new ReaderAtWork();
    work.reader.start();
    work.pass(1_000);
    return work;
  }

  pass(ms: number): void {
    this.clock.advance(ms);
  }
}
