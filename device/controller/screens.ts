import type { PendingTap, PinEntry, RollCallSection, SnapshotSections, TapOutcome } from '../contract/api.ts';
import type { HostBox } from '../contract/box-facts.ts';
import type { Config } from '../contract/config.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { BootId } from '../contract/ids.ts';
import type { RetentionSection } from '../contract/retention.ts';
import type { HostSkills } from '../contract/skills.ts';
import type { MusterBook } from '../domain/muster.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { ScheduleState } from '../domain/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { DutySections } from './duty-desk.ts';
import type { GuestPasses } from './guest-passes.ts';
import type { HostSessionState } from './host-session.ts';
import { hostView, RecentDecisions } from './host-view.ts';
import type { PartsBoard } from './parts-board.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { skillsSection } from './skills.ts';
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
  readonly occupancy: () => SnapshotSections['occupancy'];
  readonly retention: () => RetentionSection;
  readonly duty: () => DutySections;
  readonly passes: Pick<GuestPasses, 'list'>;
  readonly muster: Pick<MusterBook, 'section'>;
  readonly skills: () => HostSkills;
  readonly box: () => HostBox;
};

type ToldParts = {
  readonly healthChanged: () => void;
  /** Whether any screen is connected. */
  readonly watched: (watched: boolean) => void;
};

/** Events that move the count, or that the host's lists show. */
const SHOWN_AT_ONCE: ReadonlySet<LoggedEvent['type']> = new Set([
  'access-granted',
  'access-denied',
  'access-not-taken',
  'companions-noted',
  'occupancy-corrected',
  'occupancy-reset',
  'stays-ended',
  'roll-call-ended',
  'count-unknown',
  'exit-requested',
  'door-state-changed',
  'evacuation-started',
  'muster-started',
  'muster-marked',
  'muster-added',
  'muster-ended',
]);

/** Keeps what the screens show in step with the box. */
export class Screens {
  readonly store: SnapshotStore;
  readonly #board: PartsBoard;
  readonly #rules: RulesInForce;
  readonly #clock: Clock;
  readonly recent = new RecentDecisions();
  readonly #shown: ShownParts;
  readonly #healthChanged: () => void;
  #host: HostSessionState | null = null;
  #open = false;
  #closedAtMs: number | null = null;

  constructor({ config, bootId, clock, rules }: ScreenParts, shown: ShownParts, told: ToldParts) {
    this.#shown = shown;
    this.#healthChanged = told.healthChanged;
    this.#rules = rules;
    this.#clock = clock;
    const { board } = shown;
    this.#board = board;
    const { operator, id, name, timeZone, seats, maxPersons, theme, position } = config.office;
    this.store = new SnapshotStore(
      bootId,
      clock,
      {
        office: { operator, id, name, timeZone, seats, maxPersons, theme, position },
        hours: hoursSection(rules.schedule.stateAt(clock.wallMs())),
        closedAtMs: null,
        sound: board.sound(),
        enrolment: enrolmentSection(rules),
        pinEntry: null,
        rollCall: null,
        announcement: null,
        hostAnnouncement: null,
        skills: skillsSection(config),
        usualDay: null,
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
      told.watched,
    );
  }

  refresh(section: 'occupancy' | 'doors' | 'readers' | 'library' | 'broker' | 'log' | 'sound'): void {
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

  showAnnouncement(announcement: SnapshotSections['announcement']): void {
    this.store.update({ announcement });
  }

  showHostAnnouncement(hostAnnouncement: SnapshotSections['hostAnnouncement']): void {
    this.store.update({ hostAnnouncement });
  }

  showUsualDay(usualDay: SnapshotSections['usualDay']): void {
    this.store.update({ usualDay });
  }

  /** The board, and what hosts see of it. */
  showSkills(skills: SnapshotSections['skills']): void {
    this.store.update({ skills });
    this.refreshHost();
  }

  /** Other rules are in force. */
  showRules(): void {
    const state = this.#rules.schedule.stateAt(this.#clock.wallMs());
    this.store.update({ enrolment: enrolmentSection(this.#rules), ...this.#hours(state) });
  }

  showHours(state: ScheduleState): void {
    this.store.update(this.#hours(state));
    this.refreshHost();
  }

  /** A closing that nobody has seen, as before a start, is none. */
  #hours(state: ScheduleState): Pick<SnapshotSections, 'hours' | 'closedAtMs'> {
    if (state.open) this.#closedAtMs = null;
    else if (this.#open) this.#closedAtMs = this.#clock.wallMs();
    this.#open = state.open;
    return { hours: hoursSection(state), closedAtMs: this.#closedAtMs };
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
  noteEvent(event: LoggedEvent): void {
    if (SHOWN_AT_ONCE.has(event.type)) {
      this.refresh('occupancy');
      this.refreshHost();
    }
  }

  /** Something has changed that only a host sees. */
  refreshHost(): void {
    if (this.#host) this.#refreshHost();
  }

  #hostView({ locksAt }: HostSessionState) {
    const { retention, duty, skills, box } = this.#shown;
    return hostView(locksAt, {
      ...this.#shown,
      ...{ recent: this.recent, retention: retention(), duty: duty(), skills: skills(), box: box() },
    });
  }

  #refreshHost(): void {
    const host = this.#host;
    this.store.updateHost(host && { session: host.session, view: this.#hostView(host) });
  }

  #occupancy(): SnapshotSections['occupancy'] {
    return this.#shown.occupancy();
  }
}

/** Whether the office is open, as screens and health tell it. */
export function hoursSection({ open, mode, changesAt }: ScheduleState): SnapshotSections['hours'] {
  return { open, mode, changesAtMs: changesAt };
}

function enrolmentSection({ policy }: RulesInForce): SnapshotSections['enrolment'] {
  return { self: policy.enrolment.self, pin: policy.enrolment.pin === 'offered' };
}
