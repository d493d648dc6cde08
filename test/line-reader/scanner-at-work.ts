import type { LineProfile } from '../../device/drivers/line-reader/line-profile.ts';
import { LineReader } from '../../device/drivers/line-reader/line-reader.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeLine } from './fake-line.ts';
import { RecordedSource } from './recorded-source.ts';

/** A line reader whose device is the test, and whose clock the test winds. */
export class ScannerAtWork {
  readonly clock = new ManualClock();
  readonly source = new RecordedSource();
  readonly line = new FakeLine(this.clock);
  readonly reader: LineReader;

  constructor(profile: Partial<LineProfile> = {}) {
    this.reader = new LineReader({
      makeLine: this.line.maker,
      clock: this.clock,
      profile: { kind: 'barcode', terminator: 'cr', ...profile },
      listener: this.source,
    });
  }

  /** One that is started and past the time in which a tap is none. */
  static ready(profile: Partial<LineProfile> = {}): ScannerAtWork {
    const work = new ScannerAtWork(profile);
    work.reader.start();
    work.pass(1_000);
    return work;
  }

  scan(text: string): void {
    this.line.arrive(Uint8Array.from(Buffer.from(text, 'latin1')));
  }

  pass(ms: number): void {
    this.clock.advance(ms);
  }
}
