import type { PendingTap, PinEntry, RollCallSection, SnapshotSections, TapOutcome } from '../contract/api.ts';
import type { Config } from '../contract/config.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { BootId } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { ScheduleState } from '../domain/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { GuestPasses } from './guest-passes.ts';
import type { HostSessionState } from './host-session.ts';
import { hostView, RecentDecisions } from './host-view.ts';
import type { PartsBoard } from './parts-board.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { SnapshotStore } from './snapshot-store.ts';

type ScreenParts = {
  readonly config: Config;
  readonly bootId: BootId;
  readonly clock: Clock;
  readonly rules: RulesInForce;
};

type ShownParts = {
  readonly board: PartsBoard;
  readonly ledger: OccupancyLedger;
  readonly passes: Pick<GuestPasses, 'list'>;
};

/** Events that move the count, beside decisions. */
const MOVES_COUNT: ReadonlySet<LoggedEvent['type']> = new Set([
  'access-not-taken',
  'companions-noted',
  'occupancy-corrected',
  'occupancy-reset',
]);

/** Keeps what the screens show in step with the box. */
export class Screens {
  readonly store: SnapshotStore;
  readonly #board: PartsBoard;
  readonly #rules: RulesInForce;
  readonly #clock: Clock;
  readonly #ledger: OccupancyLedger;
  readonly recent = new RecentDecisions();
  readonly #passes: Pick<GuestPasses, 'list'>;
  readonly #healthChanged: () => void;
  #host: HostSessionState | null = null;

  constructor(
    { config, bootId, clock, rules }: ScreenParts,
    { board, ledger, passes }: ShownParts,
    healthChanged: () => void,
  ) {
    this.#passes = passes;
    this.#healthChanged = healthChanged;
    this.#rules = rules;
    this.#clock = clock;
    this.#board = board;
    this.#ledger = ledger;
    const { operator, id, name, timeZone, seats, maxPersons } = config.office;
    this.store = new SnapshotStore(
      bootId,
      clock,
      {
        office: { operator, id, name, timeZone, seats, maxPersons },
        hours: hoursSection(rules.schedule.stateAt(clock.wallMs())),
        enrolment: enrolmentSection(rules),
        pinEntry: null,
        rollCall: null,
        evacuation: false,
        lastTap: null,
        pendingTap: null,
        simulator: board.simulator(),
        occupancy: this.#occupancy(),
        doors: board.doors(),
        readers: board.readers(),
        library: board.library(),
        broker: board.broker(),
        log: board.log(),
      },
      healthChanged,
    );
  }

  refresh(section: 'occupancy' | 'doors' | 'readers' | 'library' | 'broker' | 'log'): void {
    if (section === 'occupancy') this.store.update({ occupancy: this.#occupancy() });
    else {
      this.store.update({ [section]: this.#board[section]() });
      this.#healthChanged();
    }
  }

  showPinEntry(pinEntry: PinEntry | null): void {
    this.store.update({ pinEntry });
  }

  showRollCall(rollCall: RollCallSection | null): void {
    this.store.update({ rollCall });
  }

  /** Other rules are in force. */
  showRules(): void {
    const enrolment = enrolmentSection(this.#rules);
    this.store.update({ enrolment, hours: hoursSection(this.#rules.schedule.stateAt(this.#clock.wallMs())) });
  }

  showHours(state: ScheduleState): void {
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
    const decided = this.recent.note(event, at);
    if (decided || MOVES_COUNT.has(event.type)) {
      this.refresh('occupancy');
      this.refreshHost();
    }
  }

  /** Something has changed that only a host sees. */
  refreshHost(): void {
    if (this.#host) this.#refreshHost();
  }

  #hostView({ locksAt }: HostSessionState) {
    return hostView(locksAt, { ledger: this.#ledger, recent: this.recent, passes: this.#passes });
  }

  #refreshHost(): void {
    const host = this.#host;
    this.store.updateHost(host && { session: host.session, view: this.#hostView(host) });
  }

  #occupancy(): SnapshotSections['occupancy'] {
    const { present, quality, since } = this.#ledger.figure();
    return { present, quality, sinceMs: since };
  }
}

function hoursSection({ open, mode, changesAt }: ScheduleState): SnapshotSections['hours'] {
  return { open, mode, changesAtMs: changesAt };
}

function enrolmentSection({ policy }: RulesInForce): SnapshotSections['enrolment'] {
  return { self: policy.enrolment.self, pin: policy.enrolment.pin === 'offered' };
}
