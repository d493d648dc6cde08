import type { LoggedEvent } from '../contract/events.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { LogRecord } from '../ports/access-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { OccupancyTeller } from './occupancy-teller.ts';
import type { Recorded, Recorder } from './recorder.ts';

export type LogKeeperListener = {
  /** After the count has taken it. */
  eventTaken(event: LoggedEvent, at: EpochMs): void;
  /** The outbox holds something new. */
  outboxGrew(): void;
};

/** Where each logged event goes: the count, the operational log, the access log, and with it the broker's outbox. */
export class LogKeeper {
  readonly #ledger: OccupancyLedger;
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #occupancy: OccupancyTeller;
  readonly #evacuates: boolean;
  readonly #listener: LogKeeperListener;
  #evacuation = false;

  constructor(
    parts: {
      ledger: OccupancyLedger;
      recorder: Recorder;
      clock: Clock;
      journal: Journal;
      occupancy: OccupancyTeller;
      /** Whether the box has a fire input. */
      evacuates: boolean;
    },
    listener: LogKeeperListener,
  ) {
    this.#ledger = parts.ledger;
    this.#recorder = parts.recorder;
    this.#clock = parts.clock;
    this.#journal = parts.journal;
    this.#occupancy = parts.occupancy;
    this.#evacuates = parts.evacuates;
    this.#listener = listener;
  }

  /**
   * Takes one event, now. The count has changed when this returns; the promise tells when the event is on disk, or
   * that the door need not wait for it any longer.
   */
  async keep(event: LoggedEvent): Promise<Recorded> {
    const record = this.#take(event);
    const recorded = await this.#recorder.record(record);
    if (record.outbox.length > 0) this.#listener.outboxGrew();
    return recorded;
  }

  /** The record of an event that does not move the count, to be stored together with what it tells of … */
  draft(event: LoggedEvent): LogRecord {
    return { atMs: this.#clock.wallMs(), events: [event], outbox: [] };
  }

  /** … and what follows once it is. */
  drafted({ atMs, events }: LogRecord): void {
    for (const event of events) {
      this.#journal.write(event);
      this.#listener.eventTaken(event, atMs);
    }
  }

  /** Whether records wait until the disk takes them again. */
  holdsBack(): boolean {
    return this.#recorder.holdsBack();
  }

  #take(event: LoggedEvent): LogRecord {
    const atMs = this.#clock.wallMs();
    const before = this.#occupancy.mark();
    this.#ledger.apply(event, atMs);
    this.#journal.write(event);
    // At each start the figure is told anew: nobody knows how old the broker's is.
    const changed = this.#occupancy.mark() !== before || event.type === 'controller-started';
    this.#listener.eventTaken(event, atMs);
    const occupancy = changed ? [{ stream: 'occupancy', body: this.#occupancy.body() } as const] : [];
    const outbox = [...occupancy, ...this.#evacuationMessage(event, changed), ...sealMessage(event)];
    return { atMs, events: [event], outbox };
  }

  /**
   * Told when it begins and ends, and meanwhile with each change of the count; at each start too, for what the broker
   * holds may be of an alarm that ended while the box was off.
   */
  #evacuationMessage(event: LoggedEvent, countChanged: boolean): LogRecord['outbox'] {
    const turned = event.type === 'evacuation-started' || event.type === 'evacuation-ended';
    if (turned) this.#evacuation = event.type === 'evacuation-started';
    const told = turned || event.type === 'controller-started' || (this.#evacuation && countChanged);
    if (!this.#evacuates || !told) return [];
    const { present, quality } = this.#ledger.figure();
    return [{ stream: 'evacuation', body: { active: this.#evacuation, present, quality } }];
  }
}

/** Whoever keeps these elsewhere can tell whether the log was changed. */
function sealMessage(event: LoggedEvent): LogRecord['outbox'] {
  if (event.type !== 'log-head-signed') return [];
  const { signed, signature, key } = event;
  return [{ stream: 'log-head', body: { signed, signature, key } }];
}
