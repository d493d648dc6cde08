import type { Health } from '../contract/api.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { HostCommands } from './host-commands.ts';
import type { HostSession } from './host-session.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { Readers } from './readers.ts';
import type { Screens } from './screens.ts';

/** The controller as the API sees it. */
export function createKiosk(parts: {
  screens: Screens;
  commands: HostCommands;
  pendingTap: PendingTapSlot;
  hostSession: HostSession;
  readers: Pick<Readers, 'installKey' | 'move'>;
  health: () => Health;
}): Kiosk {
  const { screens, commands, pendingTap, hostSession, readers, health } = parts;
  return {
    health,
    snapshot: (session) => screens.store.read(session),
    subscribe: (session, listener) => screens.store.subscribe(session, listener),
    requestHostView: (session) => pendingTap.set({ purpose: 'host-view', session }),
    cancelPendingTap: () => pendingTap.clear(),
    closeHostView: (session) => hostSession.close(session),
    touchHostView: (session) => commands.touch(session),
    openDoor: (session, door) => commands.openDoor(session, door),
    setDoorMode: (session, door, command) => commands.setDoorMode(session, door, command),
    correctCount: (session, present) => commands.correctCount(session, present),
    enrolNext: (session, role) => commands.enrolNext(session, role),
    installReaderKey: (reader) => readers.installKey(reader),
    moveReader: (reader, address, baudRate) => readers.move(reader, address, baudRate),
    enrolNextAsAdmin: (role) => pendingTap.set({ purpose: 'enrol', role }),
  };
}
