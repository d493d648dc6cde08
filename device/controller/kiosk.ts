import type { Health } from '../contract/api.ts';
import { err, ok } from '../contract/result.ts';
import type { Kiosk } from '../ports/kiosk.ts';
import type { Doors } from './doors.ts';
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
  doors: Doors;
  readers: Pick<Readers, 'installKey' | 'move'>;
  health: () => Health;
}): Kiosk {
  const { screens, commands, pendingTap, hostSession, doors, readers, health } = parts;
  return {
    health,
    snapshot: (session) => screens.store.read(session),
    subscribe: (session, listener) => screens.store.subscribe(session, listener),
    requestHostView: (session) => pendingTap.set({ purpose: 'host-view', session }),
    cancelPendingTap: () => pendingTap.clear(),
    closeHostView: (session) => hostSession.close(session),
    touchHostView: (session) => commands.touch(session),
    giveMoreTime: (door) =>
      doors.get(door)?.giveMoreTime()
        ? ok(undefined)
        : err({ code: 'nobody-let-in', message: 'nobody is being let in' }),
    openDoor: (session, door, extended) => commands.openDoor(session, door, extended),
    setDoorMode: (session, door, command) => commands.setDoorMode(session, door, command),
    correctCount: (session, present) => commands.correctCount(session, present),
    enrolNext: (session, role) => commands.enrolNext(session, role),
    installReaderKey: (reader) => readers.installKey(reader),
    moveReader: (reader, address, baudRate) => readers.move(reader, address, baudRate),
    enrolNextAsAdmin: (role) => pendingTap.set({ purpose: 'enrol', role }),
  };
}
