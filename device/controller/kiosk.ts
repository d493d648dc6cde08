import type { Health } from '../contract/api.ts';
import type { Policy } from '../contract/policy.ts';
import { ok } from '../contract/result.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { HostCommands } from './host-commands.ts';
import type { HostSession } from './host-session.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { PinAsker } from './pin-asker.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { Readers } from './readers.ts';
import type { Screens } from './screens.ts';
import type { VisitorCommands } from './visitor-commands.ts';

/** Who asks at the command line of this box. */
const ADMIN = 'admin';

/** The controller as the API sees it. */
export function createKiosk(parts: {
  screens: Screens;
  commands: HostCommands;
  visitors: VisitorCommands;
  pins: PinAsker;
  pendingTap: PendingTapSlot;
  hostSession: HostSession;
  readers: Pick<Readers, 'installKey' | 'move'>;
  policies: PolicyDesk;
  policy: () => Policy;
  health: () => Health;
}): Kiosk {
  const { screens, commands, visitors, pins, pendingTap, hostSession, readers, policies, policy, health } = parts;
  return {
    health,
    snapshot: (session) => screens.store.read(session),
    subscribe: (session, listener) => screens.store.subscribe(session, listener),
    requestHostView: (session) => pendingTap.set({ purpose: 'host-view', session }),
    cancelPendingTap: () => pendingTap.clear(),
    closeHostView: (session) => hostSession.close(session),
    touchHostView: (session) => commands.touch(session),
    openDoor: (session, door, extended) => commands.openDoor(session, door, extended),
    setDoorMode: (session, door, command) => commands.setDoorMode(session, door, command),
    correctCount: (session, present) => commands.correctCount(session, present),
    enrolNext: (session, command) => commands.enrolNext(session, command),
    expectCard: (session, purpose) => commands.expectCard(session, purpose),
    serveDenied: (session, command) => commands.serveDenied(session, command),
    issuePass: (session, command) => commands.issuePass(session, command),
    revokePass: (session, ref) => commands.revokePass(session, ref),
    startRollCall: (session, minutes) => commands.startRollCall(session, minutes),
    closeRollCall: (session) => commands.closeRollCall(session),
    giveMoreTime: (door) => visitors.giveMoreTime(door),
    enrolMyself: () => visitors.enrolMyself(),
    enterPin: (id, pin) => pins.enter(id, pin),
    givePinTime: (id) => pins.giveMoreTime(id),
    cancelPin: (id) => pins.cancel(id),
    choosePin: (id, pin) => visitors.choosePin(id, pin),
    noteCompanions: (id, companions) => visitors.noteCompanions(id, companions),
    policy,
    checkPolicy(document) {
      const checked = policies.check(document);
      return checked.ok ? ok(undefined) : checked;
    },
    replacePolicy: (document) => policies.replace(document, ADMIN),
    installReaderKey: (reader) => readers.installKey(reader),
    moveReader: (reader, address, baudRate) => readers.move(reader, address, baudRate),
    enrolNextAsAdmin: (command) => commands.enrolNextBy(command, ADMIN),
  };
}
