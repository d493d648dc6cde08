import type { HostBox } from '../contract/box-facts.ts';
import type { PartStatus } from '../contract/status.ts';
import type { EpochMs } from '../contract/units.ts';
import type { UpdateWindow } from '../contract/update-window.ts';
import { updateWindow } from '../domain/update-window.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import type { CredentialImports } from '../ports/credential-import.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import { BoxFactsTeller } from './box-facts-teller.ts';
import { CentralDesk } from './central-desk.ts';
import { ClockSense } from './clock-sense.ts';
import type { ControllerParts } from './controller-parts.ts';
import { CredentialImporter } from './credential-import.ts';
import { DayWatch } from './day-watch.ts';
import { DiskWatch } from './disk-watch.ts';
import { Doors } from './doors.ts';
import { createFrontDesk, type FrontDesk } from './front-desk.ts';
import { GuestPasses } from './guest-passes.ts';
import { inTime } from './in-time.ts';
import { InstallationTest } from './installation-test.ts';
import { createKiosk } from './kiosk.ts';
import { LogCare } from './log-care.ts';
import { LogKeeper } from './log-keeper.ts';
import { onceTold } from './once-told.ts';
import { PartsBoard } from './parts-board.ts';
import { PolicyDesk } from './policy-desk.ts';
import { Readers } from './readers.ts';
import { Recorder } from './recorder.ts';
import { dayBegan, RoomCount } from './room-count.ts';
import { hoursSection, Screens } from './screens.ts';
import { ShellWatch } from './shell-watch.ts';
import { SoundDesk } from './sound-desk.ts';

/** The door controller: decides, opens, logs and counts, with whatever parts it is given. */
export class Controller {
  readonly kiosk: Kiosk;
  readonly imports: CredentialImports;
  readonly #parts: ControllerParts;
  readonly #board: PartsBoard;
  readonly #count: RoomCount;
  readonly #care: LogCare;
  readonly #recorder: Recorder;
  readonly #keeper: LogKeeper;
  readonly #guests: GuestPasses;
  readonly #policies: PolicyDesk;
  readonly #desk: FrontDesk;
  readonly #screens: Screens;
  readonly #sound: SoundDesk;
  readonly #shell: ShellWatch;
  readonly #disk: DiskWatch;
  readonly #clockSense: ClockSense;
  readonly #doors: Doors;
  readonly #readers: Readers;
  readonly #central: CentralDesk;
  readonly #facts: BoxFactsTeller;
  readonly #installation: InstallationTest;
  #dayWatch: DayWatch | null = null;
  #evacuation = false;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    const { config, clock, journal, log, directory } = parts;
    this.#count = new RoomCount({
      ...parts,
      doorTakesAccess: () => config.doors.some(({ id }) => this.#doors.takesAccess(id)),
      onHoursStored: () => parts.broker.wake(),
      showUsualDay: (section) => this.#screens.showUsualDay(section),
      onSummed: () => this.#care.purger.purge(),
    });
    this.#guests = new GuestPasses({ directory, clock, onChange: () => this.#screens.refreshHost() });
    this.#recorder = new Recorder(log, clock, journal, () => this.#screens.refresh('log'));
    this.#keeper = this.#createKeeper();
    this.imports = new CredentialImporter({ ...parts, stage: parts.importStage, keeper: this.#keeper });
    this.#care = new LogCare({
      ...{ parts, keeper: this.#keeper },
      onChange: () => void this.#desk.duty.incidents.refresh(),
      onLogChange: () => this.#screens.refresh('log'),
    });
    this.#doors = this.#createDoors();
    this.#clockSense = new ClockSense(parts);
    this.#disk = new DiskWatch({ ...parts, onChange: () => this.#screens.refresh('log') });
    this.#facts = new BoxFactsTeller(parts, this.#disk);
    this.#installation = new InstallationTest({
      ...{ clock, hardware: parts.doors, doors: this.#doors, keeper: this.#keeper },
    });
    this.#sound = new SoundDesk(parts, () => this.#screens.refresh('sound'));
    this.#board = new PartsBoard(parts, this.#doors, this.#recorder, this.#disk, this.#sound);
    this.#shell = new ShellWatch({ clock, journal, onChange: () => this.#central.healthMoved() });
    this.#screens = this.#createScreens();
    const { ledger, muster } = this.#count;
    this.#desk = createFrontDesk({
      ...{ parts, keeper: this.#keeper, ledger, musterBook: muster, doors: this.#doors, purger: this.#care.purger },
      ...{ screens: this.#screens, guests: this.#guests, clockSense: this.#clockSense },
      onHours: () => this.#hoursMayChange(),
      told: (outcome, { id, feedback }) => {
        this.#readers.signal(id, feedback);
        if (outcome !== null) this.#screens.showTap(outcome);
      },
    });
    this.#policies = new PolicyDesk({
      ...{ config, rules: parts.rules, store: parts.policies, keeper: this.#keeper },
      onChange: () => this.#hoursMayChange(),
    });
    this.#central = new CentralDesk({
      ...{ parts, keeper: this.#keeper, doors: this.#doors, policies: this.#policies, count: this.#count },
      ...{ board: this.#board, screens: this.#screens, shell: this.#shell },
      evacuation: () => this.#evacuation,
    });
    this.#readers = this.#createReaders();
    this.kiosk = createKiosk({
      ...{ ...this.#desk, screens: this.#screens, readers: this.#readers, policies: this.#policies },
      ...{ keeper: this.#keeper, speech: this.#sound, shell: this.#shell, installation: this.#installation },
      policy: () => parts.rules.policy,
      health: () => this.#health(),
      updateWindow: () => this.#updateWindow(),
    });
  }

  #hoursMayChange(): void {
    this.#screens.showRules();
    this.#screens.refreshHost();
    this.#dayWatch?.lookNow();
  }

  #createScreens(): Screens {
    const { ledger, teller, muster } = this.#count;
    const shown = {
      ...{ board: this.#board, ledger, passes: this.#guests, muster },
      occupancy: () => teller.section(),
      retention: () => this.#care.section(),
      skills: () => this.#desk.skills.forHost(),
      duty: () => this.#desk.duty.sections(),
      box: () => this.#hostBox(),
    };
    return new Screens(this.#parts, shown, {
      healthChanged: () => this.#central.healthMoved(),
      watched: (watched) => this.#shell.noteConnected(watched),
    });
  }

  #createDoors(): Doors {
    const { config, clock, journal, doors } = this.#parts;
    return new Doors(config, doors, {
      ...{ clock, journal, keeper: this.#keeper },
      onChange: () => {
        this.#screens.refresh('doors');
        this.#readers.refreshLights();
        this.#central.doorsMoved();
      },
      notTaken: ({ credential, usesPass }) => {
        if (usesPass) this.#guests.giveBack(credential);
      },
    });
  }

  #createReaders(): Readers {
    const { taps, pins } = this.#desk;
    return new Readers(
      { ...this.#parts, keeper: this.#keeper, doors: this.#doors },
      {
        tapped: (reader, card) => {
          this.#facts.readerHeard(reader.id);
          void taps.handle(reader, card);
        },
        keysPressed: (reader, keys) => pins.press(reader, keys),
        personalNumberPresented: (reader) => taps.refusePersonalNumber(reader),
        changed: () => this.#screens.refresh('readers'),
      },
    );
  }

  #createKeeper(): LogKeeper {
    const { config, clock, journal, broker } = this.#parts;
    const { ledger, teller } = this.#count;
    return new LogKeeper(
      {
        ...{ ledger, occupancy: teller, recorder: this.#recorder, clock, journal },
        publishes: config.broker.mode !== 'none',
      },
      {
        eventTaken: (event, at) => {
          this.#count.note(event, at);
          this.#guests.note(event);
          this.#facts.note(event, at);
          this.#installation.note(event, at);
          this.#desk.duty.note(event, at);
          this.#screens.noteEvent(event);
          this.#central.note(event);
          this.#desk.rollCaller.note(event);
          this.#desk.skills.refresh();
        },
        outboxGrew: () => broker.wake(),
        countMoved: () => this.#central.countMoved(),
      },
    );
  }

  /** Resolves when the readers are armed and the start is in the log, or late. */
  async start(): Promise<void> {
    // Rules that cannot be read in time leave the config's in force.
    const policies = inTime(this.#policies.takeUp(), this.#parts.clock);
    this.#parts.log.onOpened(() => void this.#policies.takeUp());
    const [lastReset] = await Promise.all([this.#rebuildCount(), this.#learnDoors(), policies]);
    this.#screens.showRules();
    void this.#guests.refresh();
    void this.#desk.duty.incidents.refresh();
    const { clock, rules, config, broker, pseudonyms } = this.#parts;
    const { timeZone } = config.office;
    this.#dayWatch = new DayWatch(
      {
        ...{ clock, rules, timeZone, lastReset },
        waits: () => this.#isMustering(),
        clockIsRight: () => this.#parts.clockSynchronised() === true,
      },
      {
        hoursChanged: (state) => {
          this.#screens.showHours(state);
          if (!state.open) this.#doors.lockForClosing();
          else if (!rules.policy.modes[state.mode].firstCardIn) this.#doors.endFirstCard();
        },
        staysOver: () => this.#endStays(),
        resetDue: () => {
          // First nobody can tell any more whose yesterday's visits were.
          pseudonyms.newDay();
          void this.#keeper.keep({ type: 'occupancy-reset' }).then(() => this.#care.newDay());
          if (!rules.schedule.stateAt(clock.wallMs()).open) this.#doors.lockForNewDay();
          this.#doors.beginDay();
        },
      },
    );
    this.#clockSense.start();
    const doubt = this.#count.doubt();
    this.#count.start();
    if (doubt !== null) void this.#keeper.keep(doubt);
    this.#watchFire();
    this.#care.start();
    this.#dayWatch.start();
    this.#doors.start();
    this.#central.start();
    this.#desk.announcer.start();
    this.#disk.start();
    this.#readers.start();
    this.#sound.start();
    broker.start({
      statusChanged: (status) => this.#brokerChanged({ status }),
      queuedChanged: (queued) => this.#brokerChanged({ queued }),
      commandCame: (payload) => this.#central.command(payload),
    });
    this.#parts.patrons?.start({ statusChanged: (status) => this.#libraryChanged(status) });
    const { version, configDigest } = this.#parts;
    await this.#keeper.keep({ type: 'controller-started', version, configDigest });
  }

  /** Idles every strike first, then lets all parts go. The log stays open: it is the caller's. */
  async stop(): Promise<void> {
    this.#doors.rest();
    this.#dayWatch?.stop();
    await this.#desk.duty.exports.stop();
    await this.#care.stop();
    this.#disk.stop();
    this.#clockSense.stop();
    this.#sound.stop();
    this.#shell.stop();
    this.#central.stop();
    this.#desk.announcer.stop();
    await this.#readers.stop();
    await this.#keeper.keep({ type: 'controller-stopped' });
    await this.#count.stop();
    await Promise.all([this.#parts.broker.stop(), this.#parts.patrons?.stop()]);
    for (const door of this.#parts.doors) door.strike.close();
  }

  /** Returns when the count was last reset, as the log tells it. One that cannot be read in time leaves the count unknown. */
  async #rebuildCount(): Promise<EpochMs | null> {
    const { log, clock, lifeSign } = this.#parts;
    let tooLate = false;
    const asked = log.readSinceReset(() => !tooLate);
    const read = await inTime(asked, clock);
    tooLate = read === null;
    const known = read?.ok === true;
    this.#clockSense.learn(lifeSign.last());
    if (known) {
      this.#desk.duty.learn(read.value);
      this.#facts.learn(read.value);
      this.#clockSense.learn(read.value.at(-1)?.atMs ?? null);
    } else {
      this.#count.ledger.markUnknown(clock.wallMs());
      const ask = () => log.readSinceReset();
      void asked.then(() => onceTold(log, ask, (rows) => this.#beginDayLate(rows)));
    }
    const lastReset = known ? this.#count.rebuild(read.value) : clock.wallMs();
    this.#screens.refresh('occupancy');
    return lastReset;
  }

  /** As the run before has left them. What the disk does not tell in time holds as soon as it does. */
  async #learnDoors(): Promise<void> {
    const { log, clock } = this.#parts;
    let late = false;
    const ask = () => log.doorModes();
    await inTime(
      onceTold(log, ask, (modes) => this.#doors.learn(modes, late)),
      clock,
    );
    late = true;
  }

  /** One that began while the box was off; whoever has come in since the start is inside still. */
  #beginDayLate(rows: readonly StoredEvent[]): void {
    if (this.#dayWatch?.learnReset(dayBegan(rows))) void this.#keeper.keep({ type: 'count-unknown', outageMs: null });
  }

  /** Whoever is still there has not tapped out, or is there without having tapped. */
  #endStays(): void {
    const { present } = this.#count.ledger.figure();
    if (present !== 0) void this.#keeper.keep({ type: 'stays-ended' });
  }

  #watchFire(): void {
    const { fireInput } = this.#parts;
    if (fireInput === null) return;
    const turned = (active: boolean) => {
      this.#evacuation = active;
      this.#doors.setFire(active);
      void this.#keeper.keep({ type: active ? 'evacuation-started' : 'evacuation-ended' });
      if (active) {
        // The next card is somebody’s who goes out, and no PIN opens a door any more.
        this.#desk.pendingTap.clear();
        this.#desk.pins.cancelAll();
        this.#desk.muster.beginByAlarm();
      }
      this.#screens.showEvacuation(active);
      this.#central.countMoved();
      this.#central.healthMoved();
    };
    fireInput.onChange(turned);
    if (fireInput.active()) turned(true);
  }

  #brokerChanged(change: { status?: PartStatus; queued?: number }): void {
    this.#board.noteBroker(change);
    this.#screens.refresh('broker');
  }

  #libraryChanged({ state, faultCode, detail }: PartStatus): void {
    const { journal } = this.#parts;
    if (state === 'ready') journal.write({ type: 'library-ready' });
    else if (state === 'faulted')
      journal.write({ type: 'library-lost', code: faultCode ?? state, ...(detail === undefined ? {} : { detail }) });
    this.#screens.refresh('library');
  }

  #hostBox(): HostBox {
    const { version, clockSynchronised, fireInput } = this.#parts;
    return {
      version,
      clockSynchronised: clockSynchronised(),
      clockUnsure: this.#clockSense.trust() === 'unsure',
      fireInput: fireInput?.status() ?? null,
      ...this.#facts.read(),
    };
  }

  #updateWindow(): UpdateWindow {
    const { clock, rules } = this.#parts;
    const now = clock.wallMs();
    const { ledger, muster } = this.#count;
    const evacuation = this.#evacuation || muster.inUse(now);
    return updateWindow({ hours: rules.schedule.stateAt(now), present: ledger.figure().present, evacuation }, now);
  }

  /** While the alarm is on a list is never forgotten, however long ago somebody touched it; a host ends it. */
  #isMustering(): boolean {
    const { muster } = this.#count;
    return muster.inUse(this.#parts.clock.wallMs()) || (this.#evacuation && muster.section() !== null);
  }

  #health() {
    const { version, bootId, clock, config, rules } = this.#parts;
    const at = new Date(clock.wallMs()).toISOString();
    return {
      version,
      bootId,
      evacuation: this.#evacuation,
      ...this.#board.health(this.#shell.status()),
      clock: {
        at,
        timeZone: config.office.timeZone,
        synchronised: this.#parts.clockSynchronised(),
        unsure: this.#clockSense.trust() === 'unsure',
      },
      hours: hoursSection(rules.schedule.stateAt(clock.wallMs())),
      box: this.#facts.read(),
    };
  }
}
