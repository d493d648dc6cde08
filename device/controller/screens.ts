import type { PendingTap, SnapshotSections, TapOutcome } from '../contract/api.ts';
import type { Config } from '../contract/config.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { BootId } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { OpeningHours, OpeningState } from '../domain/opening-hours.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostSessionState } from './host-session.ts';
import { hostView, RecentDecisions } from './host-view.ts';
import type { PartsBoard } from './parts-board.ts';
import { SnapshotStore } from './snapshot-store.ts';

type ScreenParts = {
  readonly config: Config;
  readonly bootId: BootId;
  readonly clock: Clock;
  readonly openingHours: OpeningHours;
};

/** Keeps what the screens show in step with the box. */
export class Screens {
  readonly store: SnapshotStore;
  readonly #board: PartsBoard;
  readonly #ledger: OccupancyLedger;
  readonly #recent = new RecentDecisions();
  readonly #healthChanged: () => void;
  #host: HostSessionState | null = null;

  constructor(
    { config, bootId, clock, openingHours }: ScreenParts,
    board: PartsBoard,
    ledger: OccupancyLedger,
    healthChanged: () => void,
  ) {
    this.#healthChanged = healthChanged;
    this.#board = board;
    this.#ledger = ledger;
    const { operator, id, name, timeZone, seats, maxPersons } = config.office;
    this.store = new SnapshotStore(
      bootId,
      clock,
      {
        office: { operator, id, name, timeZone, seats, maxPersons },
        hours: hoursSection(openingHours.stateAt(clock.wallMs())),
        evacuation: false,
        lastTap: null,
        pendingTap: null,
        simulator: board.simulator(),
        occupancy: this.#occupancy(),
        doors: board.doors(),
        readers: board.readers(),
        broker: board.broker(),
        log: board.log(),
      },
      healthChanged,
    );
  }

  refresh(section: 'occupancy' | 'doors' | 'readers' | 'broker' | 'log'): void {
    if (section === 'occupancy') this.store.update({ occupancy: this.#occupancy() });
    else {
      this.store.update({ [section]: this.#board[section]() });
      this.#healthChanged();
    }
  }

  showHours(state: OpeningState): void {
    this.store.update({ hours: hoursSection(state) });
  }

  showTap(lastTap: TapOutcome): void {
    this.store.update({ lastTap });
  }

  showEvacuation(evacuation: boolean): void {
    this.store.update({ evacuation });
  }

  showPendingTap(pendingTap: PendingTap | null): void {
    this.store.update({ pendingTap });
  }

  showHost(host: HostSessionState | null): void {
    this.#host = host;
    this.#refreshHost();
  }

  /** After the count has taken it. */
  noteEvent(event: LoggedEvent, at: EpochMs): void {
    const decided = this.#recent.note(event, at);
    if (decided || event.type === 'access-not-taken' || event.type.startsWith('occupancy-')) {
      this.refresh('occupancy');
      if (this.#host) this.#refreshHost();
    }
  }

  #refreshHost(): void {
    const host = this.#host;
    this.store.updateHost(host && { session: host.session, view: hostView(host.locksAt, this.#ledger, this.#recent) });
  }

  #occupancy(): SnapshotSections['occupancy'] {
    const { present, quality, since } = this.#ledger.figure();
    return { present, quality, sinceMs: since };
  }
}

function hoursSection({ open, changesAt }: OpeningState): SnapshotSections['hours'] {
  return { open, changesAtMs: changesAt };
}
