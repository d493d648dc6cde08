import type { CredentialHash, VisitNumber } from '../contract/ids.ts';
import { milliseconds, minutes } from '../contract/units.ts';
import type { MusterBook } from '../domain/muster.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import { CardRegistry } from './card-registry.ts';
import type { ClockSense } from './clock-sense.ts';
import type { ControllerParts } from './controller-parts.ts';
import type { Doors } from './doors.ts';
import { DutyDesk } from './duty-desk.ts';
import type { GuestPasses } from './guest-passes.ts';
import { HostAnnouncer } from './host-announcer.ts';
import { HostCommands } from './host-commands.ts';
import { HostSession } from './host-session.ts';
import { LibraryAsker } from './library-asker.ts';
import type { LogKeeper } from './log-keeper.ts';
import { MusterKeeper } from './muster-keeper.ts';
import { MyVisits } from './my-visits.ts';
import { NextCard } from './next-card.ts';
import { type OutcomeListener, Outcomes } from './outcomes.ts';
import { OwnRecords } from './own-records.ts';
import { PendingTapSlot } from './pending-tap.ts';
import { PinAsker } from './pin-asker.ts';
import { PinChecker } from './pin-checker.ts';
import type { Purger } from './purger.ts';
import { RecentTaps } from './recent-taps.ts';
import { RollCaller } from './roll-caller.ts';
import type { Screens } from './screens.ts';
import { Skills } from './skills.ts';
import { TapDecider } from './tap-decider.ts';
import { TapHandler } from './tap-handler.ts';
import { UnlinkedVisits } from './unlinked-visits.ts';
import { VisitorCommands } from './visitor-commands.ts';

type FrontDeskParts = {
  readonly parts: ControllerParts;
  readonly keeper: LogKeeper;
  readonly ledger: OccupancyLedger;
  readonly musterBook: MusterBook;
  readonly doors: Doors;
  readonly screens: Screens;
  readonly guests: GuestPasses;
  readonly purger: Purger;
  readonly clockSense: ClockSense;
  /** Other opening hours may hold. */
  readonly onHours: () => void;
  readonly told: OutcomeListener;
};

/** All that deals with people: their taps, their PINs, what they and the hosts ask for at the screen. */
export type FrontDesk = {
  readonly taps: TapHandler;
  readonly pins: PinAsker;
  readonly pendingTap: PendingTapSlot;
  readonly hostSession: HostSession;
  readonly rollCaller: RollCaller;
  readonly muster: MusterKeeper;
  readonly duty: DutyDesk;
  readonly commands: HostCommands;
  readonly visitors: VisitorCommands;
  readonly myVisits: MyVisits;
  readonly announcer: HostAnnouncer;
  readonly skills: Skills;
};

/** WCAG 2.2.1: who types slowly, twice, has the time for it. */
const TO_CHOOSE_A_PIN = minutes(3);
const TO_TELL_COMPANIONS = minutes(1);

export function createFrontDesk(all: FrontDeskParts): FrontDesk {
  const { parts, keeper, ledger, musterBook, doors, screens, guests, told } = all;
  const { config, clock, journal, directory, rules, pinHasher, patrons, patronMemory, passes, pseudonyms } = parts;
  const { seats, maxPersons } = config.office;
  const outcomes = new Outcomes(clock, told);
  const entries = new RecentTaps<VisitNumber>(clock, TO_TELL_COMPANIONS);
  const pinOffers = new RecentTaps<CredentialHash>(clock, TO_CHOOSE_A_PIN);
  const pendingTap = new PendingTapSlot(clock, (shown) => screens.showPendingTap(shown));
  const hostSession = new HostSession(clock, (state, was) => {
    duty.exports.watch(state !== null);
    screens.showHost(state);
    if (was && !state) void keeper.keep({ type: 'host-view-closed' });
  });
  const pins = new PinAsker(clock, (entry) => screens.showPinEntry(entry));
  const registry = new CardRegistry({ directory, keeper, hasher: pinHasher });
  const rollCaller = new RollCaller({
    ...{ clock, keeper, pseudonyms, visits: ledger.visits },
    show: (section) => screens.showRollCall(section),
  });
  const checker = new PinChecker({
    ...{ asker: pins, directory, hasher: pinHasher, registry, keeper, clock },
    rules: () => rules.policy.pin,
  });
  const library = new LibraryAsker({
    ...{ patrons, memory: patronMemory, clock, journal },
    rules: () => rules.policy.library,
  });
  const unlinked = new UnlinkedVisits(ledger.visits);
  const decider = new TapDecider({
    ...{ rules, directory, ledger, keeper, doors, clock, library, outcomes, entries },
    ...{ pins: checker, room: { seats, maxPersons }, pseudonyms, guests, recent: screens.recent, unlinked },
    clockSense: all.clockSense,
  });
  const shared = { keeper, pendingTap, registry, doors, rules, clock };
  const records = new OwnRecords({ ...parts, records: parts.personalRecords, registry, keeper, unlinked });
  const myVisits = new MyVisits({ ...shared, records, directory, pins: checker, outcomes });
  const { skills, announcer } = createScreenDesks(all, { hostSession, pendingTap, outcomes });
  const cardParts = { directory, hostSession, outcomes, pinOffers, myVisits, skills };
  const nextCard = new NextCard({ ...shared, ...cardParts, pins: checker });
  const taps = new TapHandler({
    ...{ keeper, pendingTap, nextCard, rollCaller, decider, doors, pins, outcomes, journal },
    repeatTap: milliseconds(config.repeatTapMs),
  });
  const commands = new HostCommands({
    ...{ ...shared, hostSession, recent: screens.recent, passes, guests, rollCaller },
    purger: all.purger,
  });
  const visitors = new VisitorCommands({ ...shared, ledger, maxPersons, pinOffers, entries });
  const muster = new MusterKeeper({ keeper, hostSession, book: musterBook, clock });
  const duty = new DutyDesk({
    ...{ parts, keeper, hostSession, onHours: all.onHours },
    onChange: () => screens.refreshHost(),
  });
  const taken = { taps, pins, pendingTap, hostSession, rollCaller };
  return { ...taken, muster, duty, commands, visitors, myVisits, announcer, skills };
}

type Shared = Pick<FrontDesk, 'hostSession' | 'pendingTap'> & { readonly outcomes: Outcomes };

/** What people put on the idle screen themselves: visitors their skills, hosts a line of text. */
function createScreenDesks({ parts, keeper, ledger, screens }: FrontDeskParts, shared: Shared) {
  const { config, clock, rules, pseudonyms } = parts;
  const skills = new Skills({
    ...{ ...shared, config, keeper, pseudonyms, visits: ledger.visits },
    onChange: (section) => screens.showSkills(section),
  });
  const announcer = new HostAnnouncer({
    ...{ ...shared, clock, rules, keeper, timeZone: config.office.timeZone, kept: parts.keptAnnouncement },
    show: (announcement) => screens.showHostAnnouncement(announcement),
  });
  return { skills, announcer };
}
