import type { Config, ReaderConfig } from '../contract/config.ts';
import type { ReaderId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { PartStatus } from '../contract/status.ts';
import type { CardPresented, CardReader, ReaderFeedback, ReaderService } from '../ports/card-reader.ts';
import type { Journal } from '../ports/journal.ts';
import type { ReaderServiceFault } from '../ports/kiosk.ts';
import type { Doors } from './doors.ts';
import type { LogKeeper } from './log-keeper.ts';
import { ReaderLights } from './reader-lights.ts';

type ReadersParts = {
  readonly config: Config;
  readonly readers: readonly CardReader[];
  readonly journal: Journal;
  readonly doors: Pick<Doors, 'takesAccess'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
};

export type ReadersListener = {
  tapped(reader: ReaderConfig, card: CardPresented): void;
  /** At the reader's own keypad. */
  keysPressed(reader: ReaderId, keys: string): void;
  /** What may be a personal identity number was presented, and forgotten at the reader. */
  personalNumberPresented(reader: ReaderConfig): void;
  /** Some reader is not as it was. */
  changed(): void;
};

type PlacedReader = { readonly reader: CardReader; readonly config: ReaderConfig };

/** All readers of the box: what they read goes on, how they are goes into the log, what they show comes from here. */
export class Readers {
  readonly #placed: readonly PlacedReader[];
  readonly #lights: ReaderLights;
  readonly #journal: Journal;
  readonly #keeper: Pick<LogKeeper, 'keep'>;
  readonly #listener: ReadersListener;

  /** `readers` has one for each reader of the config. */
  constructor({ config, readers, journal, doors, keeper }: ReadersParts, listener: ReadersListener) {
    this.#placed = readers.map((reader) => {
      const found = config.readers.find(({ id }) => id === reader.id);
      if (found === undefined) throw new Error(`reader ${reader.id} is not in the config`);
      return { reader, config: found };
    });
    this.#lights = new ReaderLights(
      this.#placed.map((placed) => ({ reader: placed.reader, door: placed.config.door })),
      (door) => doors.takesAccess(door),
    );
    this.#journal = journal;
    this.#keeper = keeper;
    this.#listener = listener;
  }

  start(): void {
    for (const placed of this.#placed) this.#start(placed);
  }

  /** Resolves when all are let go. */
  async stop(): Promise<void> {
    await Promise.all(this.#placed.map(({ reader }) => reader.stop()));
  }

  signal(id: ReaderId, feedback: ReaderFeedback): void {
    this.#lights.signal(id, feedback);
  }

  /** Something of the doors has changed. */
  refreshLights(): void {
    this.#lights.refresh();
  }

  /** Resolves when the reader has its key, or has not taken it within a minute. */
  async installKey(id: ReaderId): Promise<Result<void, ReaderServiceFault>> {
    const service = this.#serviceOf(id);
    if (!service.ok) return service;
    await this.#keeper.keep({ type: 'reader-install-opened', reader: id });
    const done = await service.value.installKey();
    await this.#keeper.keep({ type: done ? 'reader-key-set' : 'reader-install-failed', reader: id });
    return done ? ok(undefined) : err({ code: 'reader-took-no-key', message: `${id} took no key within a minute` });
  }

  /** Resolves when the reader has said that it goes there, or not. */
  async move(id: ReaderId, address: number, baudRate: number): Promise<Result<void, ReaderServiceFault>> {
    const service = this.#serviceOf(id);
    if (!service.ok) return service;
    const moved = await service.value.move(address, baudRate);
    if (!moved) return err({ code: 'reader-stays', message: `${id} has not said that it goes there` });
    await this.#keeper.keep({ type: 'reader-moved', reader: id, address, baudRate });
    return ok(undefined);
  }

  #serviceOf(id: ReaderId): Result<ReaderService, ReaderServiceFault> {
    const placed = this.#placed.find(({ reader }) => reader.id === id);
    if (placed === undefined) return err({ code: 'reader-unknown', message: `there is no reader ${id}` });
    const { service } = placed.reader;
    if (service === undefined) return err({ code: 'reader-not-osdp', message: `${id} is no OSDP reader` });
    return ok(service);
  }

  #start({ reader, config }: PlacedReader): void {
    let ready = false;
    let warning: string | undefined;
    reader.start({
      cardPresented: (card) => this.#listener.tapped(config, card),
      cardRemoved: () => {},
      keysPressed: (keys) => this.#listener.keysPressed(reader.id, keys),
      cardUnreadable: (code) => {
        this.#journal.write({ type: 'card-unreadable', reader: reader.id, code });
        if (code === 'personal-number') this.#listener.personalNumberPresented(config);
      },
      messageRefused: (code) => this.#journal.write({ type: 'reader-message-refused', reader: reader.id, code }),
      statusChanged: (status) => {
        const changed = ready !== (status.state === 'ready');
        ready = status.state === 'ready';
        if (changed && ready) this.#lights.readerReady(reader.id);
        if (changed || status.state === 'faulted') this.#keepStatus(reader, status);
        else if (status.state === 'absent') this.#tellAbsent(reader, status);
        if (status.warningCode !== warning) this.#keepWarning(reader, warning, status.warningCode);
        warning = status.warningCode;
        this.#listener.changed();
      },
    });
  }

  #keepWarning({ id }: CardReader, before: string | undefined, now: string | undefined): void {
    if (before !== undefined) void this.#keeper.keep({ type: 'reader-warning-over', reader: id, code: before });
    if (now !== undefined) void this.#keeper.keep({ type: 'reader-warned', reader: id, code: now });
  }

  #keepStatus({ id }: CardReader, { state, detail, faultCode }: PartStatus): void {
    if (state === 'ready') void this.#keeper.keep({ type: 'reader-ready', reader: id, ...(detail ? { detail } : {}) });
    else void this.#keeper.keep({ type: 'reader-lost', reader: id, code: faultCode ?? state });
  }

  /** It was not there before either: nothing that the access log should remember. */
  #tellAbsent({ id }: CardReader, { detail, faultCode }: PartStatus): void {
    const reason = faultCode ?? detail;
    this.#journal.write({ type: 'reader-absent', reader: id, ...(reason ? { detail: reason } : {}) });
  }
}
