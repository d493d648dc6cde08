import type { LoggedEvent } from '../contract/events.ts';
import { publishedEvent } from '../contract/feed/published-events.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { LogRecord, OutboxDraft, UsedNumber } from '../ports/access-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { OccupancyTeller } from './occupancy-teller.ts';
import type { Recorded, Recorder } from './recorder.ts';

export type LogKeeperListener = {
  /** After the count has taken it. */
  eventTaken(event: LoggedEvent, at: EpochMs): void;
  /** The outbox holds something new. */
  outboxGrew(): void;
  /** The count is another one, or may be to whoever has not heard it yet; what moved it is stored, or late. */
  countMoved(): void;
};

/** What is stored with events: messages, and numbers that are used up by them. */
export type Beside = { readonly outbox: readonly OutboxDraft[]; readonly used: readonly UsedNumber[] };
export const nothingBeside = { events: [], outbox: [], used: [] } as const;

/** Where each logged event goes: the count, the operational log, the access log, and with it the broker's outbox. */
export class LogKeeper {
  readonly #ledger: OccupancyLedger;
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #occupancy: OccupancyTeller;
  readonly #publishes: boolean;
  readonly #listener: LogKeeperListener;

  constructor(
    parts: {
      ledger: OccupancyLedger;
      recorder: Recorder;
      clock: Clock;
      journal: Journal;
      occupancy: OccupancyTeller;
      /** Whether there is a broker, one day. */
      publishes: boolean;
    },
    listener: LogKeeperListener,
  ) {
    this.#ledger = parts.ledger;
    this.#recorder = parts.recorder;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#occupancy = parts.occupancy;
    this.#publishes = parts.publishes;
    this.#listener = listener;
  }

  /**
   * Takes one event, now. The count has changed when this returns; the promise tells when the event is on disk, or
   * that the door need not wait for it any longer.
   */
  async keep(event: LoggedEvent): Promise<Recorded> {
    const { record, countMoved } = this.#take(event);
    const recorded = await this.#recorder.record(record);
    if (record.outbox.length > 0) this.#listener.outboxGrew();
    if (countMoved) this.#listener.countMoved();
    return recorded;
  }

  /** As `keep`, of several events, stored together with what goes with them. */
  async keepWith(events: readonly LoggedEvent[], { outbox, used }: Beside): Promise<void> {
    const taken = events.map((event) => this.#take(event));
    const messages = [...taken.flatMap(({ record }) => record.outbox), ...outbox];
    await this.#recorder.record({ atMs: this.#clock.wallMs(), events, outbox: messages, used });
    this.#listener.outboxGrew();
    if (taken.some(({ countMoved }) => countMoved)) this.#listener.countMoved();
  }

  /** For what may not be done without a trace: false, and nothing has happened, where the disk did not take it. */
  async keepSurely(event: LoggedEvent): Promise<boolean> {
    const record = this.draft(event);
    const stored = await this.#recorder.recordSurely(record);
    if (stored) this.drafted(record);
    return stored;
  }

  /** The record of events that do not move the count, to be stored together with what they tell of … */
  draft(...events: readonly LoggedEvent[]): LogRecord {
    return { atMs: this.#clock.wallMs(), events, outbox: events.flatMap((event) => this.#messagesOf(event)) };
  }

  /** … and what follows once it is. */
  drafted({ atMs, events, outbox }: LogRecord): void {
    for (const event of events) {
      this.#journal.write(event);
      this.#listener.eventTaken(event, atMs);
    }
    if (outbox.length > 0) this.#listener.outboxGrew();
  }

  /** Whether records wait until the disk takes them again. */
  holdsBack(): boolean {
    return this.#recorder.holdsBack();
  }

  #take(event: LoggedEvent): { readonly record: LogRecord; readonly countMoved: boolean } {
    const atMs = this.#clock.wallMs();
    const before = this.#occupancy.mark();
    this.#ledger.apply(event, atMs);
    this.#journal.write(event);
    // At each start the figure is told anew: nobody knows how old the broker's is.
    const countMoved = this.#occupancy.mark() !== before || event.type === 'controller-started';
    this.#listener.eventTaken(event, atMs);
    return { record: { atMs, events: [event], outbox: this.#messagesOf(event) }, countMoved };
  }

  #messagesOf(event: LoggedEvent): readonly OutboxDraft[] {
    if (!this.#publishes) return [];
    const body = publishedEvent(event);
    return [...(body === null ? [] : [{ stream: 'events', body } as const]), ...sealMessage(event)];
  }
}

/** A record with what goes with it. */
export function withBeside(record: LogRecord, { outbox, used }: Beside): LogRecord {
  return { ...record, outbox: [...record.outbox, ...outbox], used };
}

/** Whoever keeps these elsewhere can tell whether the log was changed. */
function sealMessage(event: LoggedEvent): readonly OutboxDraft[] {
  if (event.type !== 'log-head-signed') return [];
  const { signed, signature, key } = event;
  return [{ stream: 'log-head', body: { signed, signature, key } }];
}
