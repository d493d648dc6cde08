import { ReaderId } from '../../device/contract/ids.ts';
import type { ContactForm } from '../../device/domain/debounce.ts';
import { OsdpBus } from '../../device/drivers/osdp/osdp-bus.ts';
import { OsdpReader } from '../../device/drivers/osdp/osdp-reader.ts';
import { ReaderKeys } from '../../device/drivers/osdp/reader-keys.ts';
import type { ReaderKeyFile } from '../../device/reader-key-file.ts';
import { SimulatedOsdpLine } from '../../device/simulator/osdp/simulated-osdp-line.ts';
import { SimulatedOsdpReader } from '../../device/simulator/osdp/simulated-osdp-reader.ts';
import { FakeLine } from '../line-reader/fake-line.ts';
import { RecordedSource } from '../line-reader/recorded-source.ts';
import { ManualClock } from '../support/manual-clock.ts';

const READER = ReaderId.parse('front');

export const KEY = Uint8Array.from({ length: 16 }, (_, at) => at * 7 + 1);

type Setting = {
  readonly readers?: number;
  /** Of the box and of the readers; null: both talk in clear. */
  readonly boxKey?: Uint8Array | null;
  readonly readerKey?: Uint8Array | null;
  /** Where the box has its keys; in memory when left out. */
  readonly keyFile?: ReaderKeyFile;
  readonly inputs?: ReadonlyMap<number, ContactForm>;
  /** The first one unless told otherwise; the simulated reader has two. */
  readonly outputs?: readonly number[];
};

type Wired = Pick<Required<Setting>, 'inputs' | 'outputs'> & {
  readonly keys: readonly Uint8Array[];
  readonly keyFile: ReaderKeyFile | undefined;
};

/** One reader as the box sees it, and what it has told. */
export type Served = { readonly reader: OsdpReader; readonly source: RecordedSource };

/** A bus and simulated readers, with a line between them and a clock that the test winds. Addresses count from 0. */
export class BusAtWork {
  readonly clock = new ManualClock();
  readonly devices: readonly SimulatedOsdpReader[];
  readonly line: FakeLine;
  readonly wire: SimulatedOsdpLine;
  readonly bus: OsdpBus;
  readonly served: readonly Served[];
  readonly keptKeys: Uint8Array[] = [];
  readonly installs: boolean[] = [];
  /** What the line makes of what the readers send. */
  noise: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;
  #random = 0;

  constructor(setting: Setting = {}) {
    const { readers = 1, boxKey = KEY, readerKey = KEY, keyFile, inputs = new Map(), outputs = [0] } = setting;
    this.devices = Array.from(
      { length: readers },
      (_, address) => new SimulatedOsdpReader({ address, clock: this.clock, key: readerKey }),
    );
    this.wire = new SimulatedOsdpLine(this.devices);
    this.line = new FakeLine(this.clock, (bytes) => this.noise(this.wire.receive(bytes)));
    this.bus = new OsdpBus(this.line.maker, this.clock);
    const keys = keyFile?.keysOf(READER) ?? (boxKey === null ? [] : [boxKey]);
    this.served = this.devices.map(({ address }) => this.#serve(address, { keys, keyFile, inputs, outputs }));
  }

  /** One that is started, with all readers on-line. */
  static ready(setting: Setting = {}): BusAtWork {
    const work = new BusAtWork(setting);
    work.start();
    work.pass(1_000);
    return work;
  }

  start(): void {
    for (const { reader } of this.served) reader.start();
    this.bus.start();
  }

  pass(ms: number): void {
    this.clock.advance(ms);
  }

  get first(): Served & { readonly device: SimulatedOsdpReader } {
    const [served] = this.served;
    const [device] = this.devices;
    if (served === undefined || device === undefined) throw new Error('no reader');
    return { ...served, device };
  }

  /** What becomes of it goes to `installs`. */
  install(): void {
    void this.first.reader.service.installKey().then((done) => this.installs.push(done));
  }

  #serve(address: number, { keys, keyFile, ...wires }: Wired): Served {
    const source = new RecordedSource();
    const random = (count: number) =>
      Uint8Array.from({ length: count }, () => (this.#random = (this.#random + 73) % 251));
    const keep = (own: readonly Uint8Array[]) => {
      this.keptKeys.push(...own.slice(0, 1).filter((newest) => !this.keptKeys.includes(newest)));
      return keyFile?.keep(READER, own) ?? true;
    };
    const reader = new OsdpReader({
      ...{ bus: this.bus, address, clock: this.clock, listener: source, random, ...wires },
      keys: new ReaderKeys(keys, random, keep),
    });
    return { reader, source };
  }
}
