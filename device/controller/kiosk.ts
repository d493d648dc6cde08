import type { Health } from '../contract/api.ts';
import type { Policy } from '../contract/policy.ts';
import { err, ok } from '../contract/result.ts';
import type { UpdateWindow } from '../contract/update-window.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { ShellDesk } from '../ports/shell.ts';
import type { DutyDesk } from './duty-desk.ts';
import type { HostAnnouncer } from './host-announcer.ts';
import type { HostCommands } from './host-commands.ts';
import type { HostSession } from './host-session.ts';
import type { InstallationTest } from './installation-test.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { MusterKeeper } from './muster-keeper.ts';
import type { MyVisits } from './my-visits.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { PinAsker } from './pin-asker.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { Readers } from './readers.ts';
import type { Screens } from './screens.ts';
import type { Skills } from './skills.ts';
import type { SoundDesk } from './sound-desk.ts';
import type { VisitorCommands } from './visitor-commands.ts';

/** Who asks at the command line of this box. */
const ADMIN = 'admin';

type KioskParts = {
  readonly screens: Screens;
  readonly commands: HostCommands;
  readonly visitors: VisitorCommands;
  readonly myVisits: MyVisits;
  readonly speech: SoundDesk;
  readonly pins: PinAsker;
  readonly pendingTap: PendingTapSlot;
  readonly hostSession: HostSession;
  readonly muster: MusterKeeper;
  readonly announcer: HostAnnouncer;
  readonly skills: Skills;
  readonly duty: DutyDesk;
  readonly shell: ShellDesk;
  readonly readers: Pick<Readers, 'installKey' | 'move'>;
  readonly policies: PolicyDesk;
  readonly installation: InstallationTest;
  readonly keeper: Pick<LogKeeper, 'keepSurely'>;
  readonly policy: () => Policy;
  readonly health: () => Health;
  readonly updateWindow: () => UpdateWindow;
};

/** The controller as the API sees it. */
export function createKiosk(parts: KioskParts): Kiosk {
  const { screens, commands, visitors, pins, pendingTap, hostSession, health } = parts;
  return {
    health,
    updateWindow: parts.updateWindow,
    myVisits: parts.myVisits,
    speech: parts.speech,
    muster: parts.muster,
    announcements: parts.announcer,
    skills: parts.skills,
    opening: parts.duty.opening,
    incidents: parts.duty.incidents,
    exports: parts.duty.exports,
    shell: parts.shell,
    snapshot: (session) => screens.store.read(session),
    subscribe: (session, listener) => screens.store.subscribe(session, listener),
    requestHostView: (session) => pendingTap.set({ purpose: 'host-view', session }),
    cancelPendingTap: () => pendingTap.clear(),
    extendPendingTap: () =>
      pendingTap.extend() ? ok(undefined) : err({ code: 'no-more-time', message: 'nothing waits, or for long enough' }),
    closeHostView: (session) => hostSession.close(session),
    touchHostView: (session) => commands.touch(session),
    openDoor: (session, door, extended) => commands.openDoor(session, door, extended),
    setDoorMode: (session, door, command) => commands.setDoorMode(session, door, command),
    correctCount: (session, command) => commands.correctCount(session, command),
    enrolNext: (session, command) => commands.enrolNext(session, command),
    expectCard: (session, purpose) => commands.expectCard(session, purpose),
    serveDenied: (session, command) => commands.serveDenied(session, command),
    issuePass: (session, command) => commands.issuePass(session, command),
    revokePass: (session, ref) => commands.revokePass(session, ref),
    startRollCall: (session, minutes) => commands.startRollCall(session, minutes),
    holdPurge: (session, command) => commands.holdPurge(session, command),
    releasePurge: (session) => commands.releasePurge(session),
    closeRollCall: (session) => commands.closeRollCall(session),
    giveMoreTime: (door) => visitors.giveMoreTime(door),
    enrolMyself: () => visitors.enrolMyself(),
    enterPin: (id, pin) => pins.enter(id, pin),
    givePinTime: (id) => pins.giveMoreTime(id),
    cancelPin: (id) => pins.cancel(id),
    choosePin: (id, pin) => visitors.choosePin(id, pin),
    noteCompanions: (id, companions) => visitors.noteCompanions(id, companions),
    ...forTheCommandLine(parts),
  };
}

type ForTheCommandLine = Pick<
  Kiosk,
  | 'policy'
  | 'checkPolicy'
  | 'replacePolicy'
  | 'audit'
  | 'installReaderKey'
  | 'moveReader'
  | 'enrolNextAsAdmin'
  | 'testDoor'
  | 'doorTest'
>;

/** What whoever can read the box's files may ask for. */
function forTheCommandLine({
  policy,
  policies,
  keeper,
  readers,
  commands,
  installation,
}: KioskParts): ForTheCommandLine {
  return {
    policy,
    checkPolicy(document) {
      const checked = policies.check(document);
      return checked.ok ? ok(undefined) : checked;
    },
    replacePolicy: (document) => policies.replace(document, ADMIN),
    async audit(command) {
      if (await keeper.keepSurely({ ...command, by: ADMIN })) return ok(undefined);
      return err({ code: 'storage-failed', message: 'the disk did not take it: nothing may leave without a trace' });
    },
    installReaderKey: (reader) => readers.installKey(reader),
    moveReader: (reader, address, baudRate) => readers.move(reader, address, baudRate),
    enrolNextAsAdmin: (command) => commands.enrolNextBy(command, ADMIN),
    testDoor: (door) => installation.start(door, ADMIN),
    doorTest: (door) => installation.seenAt(door),
  };
}
