import { createBrokerLink } from '../../device/broker/broker-link.ts';
import type { FeedState } from '../../device/contract/feed/state.ts';
import type { FeedOffice } from '../../device/contract/feed/topics.ts';
import type { BootId } from '../../device/contract/ids.ts';
import type { OutboxDraft } from '../../device/ports/access-log.ts';
import type { BrokerLink } from '../../device/ports/broker-link.ts';
import { machineMs } from './machine-time.ts';
import type { MemoryOutbox } from './memory-outbox.ts';
import { OfficeBook } from './office-book.ts';
import { SkewedClock } from './skewed-clock.ts';
import { Wire } from './wire.ts';

type OfficeLinkParts = {
  readonly office: FeedOffice;
  readonly urls: readonly [string, ...string[]];
  readonly outbox: MemoryOutbox;
};

/** The broker code of a box, with what can be done to it from outside: power, cable, clock. */
export class OfficeLink {
  readonly book = new OfficeBook();
  readonly clock = new SkewedClock();
  readonly outbox: MemoryOutbox;
  readonly #parts: OfficeLinkParts;
  readonly #wire = new Wire();
  #running: { readonly bootId: BootId; readonly link: BrokerLink } | null = null;

  constructor(parts: OfficeLinkParts) {
    this.#parts = parts;
    this.outbox = parts.outbox;
  }

  get isOn(): boolean {
    return this.#running !== null;
  }

  get bytes(): number {
    return this.#wire.bytes;
  }

  powerOn(bootId: BootId): void {
    const { office, urls, outbox } = this.#parts;
    const link = createBrokerLink({
      ...{ ...office, urls, bootId, outbox, clock: this.clock },
      ...{ protocolVersion: 5, journal: { write: () => {} }, takesCommands: true },
    });
    this.#running = { bootId, link };
    const { uptime } = this.book;
    link.start({
      // What a link of before still says while it ends is not of this one.
      statusChanged: ({ state }) =>
        void (this.#running?.link === link && (state === 'ready' ? uptime.up() : uptime.down())),
      queuedChanged: () => {},
      commandCame: () => {},
    });
  }

  /** Without goodbye. The outbox stays. */
  async powerOff(): Promise<void> {
    const link = this.#running?.link;
    this.#running = null;
    this.book.uptime.down();
    this.book.powerCuts += 1;
    await this.#wire.cut();
    await link?.stop();
  }

  async dropConnection(): Promise<void> {
    if (await this.#wire.cut()) this.book.drops += 1;
  }

  moveClock(skewMs: number): void {
    this.clock.skewMs = skewMs;
    this.book.clockJumps += 1;
  }

  tell(state: FeedState): void {
    this.#running?.link.tell(state);
  }

  /** Into the outbox, as a box does together with its log. */
  put(draft: OutboxDraft): void {
    if (this.#running === null) return;
    const { bootId, link } = this.#running;
    this.book.made[draft.stream].push(machineMs());
    this.outbox.append(draft, bootId, this.clock.wallMs());
    link.wake();
  }

  async sayGoodbye(): Promise<void> {
    await this.#running?.link.stop();
  }

  /** Everything that an office does is to be done inside. */
  run<T>(action: () => T): T {
    return this.#wire.run(action);
  }
}
