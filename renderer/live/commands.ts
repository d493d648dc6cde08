import type { CredentialRole } from '../../device/contract/access.ts';
import type { DoorModeCommand, PresentCommand } from '../../device/contract/api.ts';
import type { DoorId, ReaderId } from '../../device/contract/ids.ts';

/** True when the controller took it; false when it refused or could not be reached. */
async function post(path: string, body: object = {}): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).ok;
  } catch {
    return false;
  }
}

/** What a visitor's buttons ask of the controller. */
export const visitorCommands = {
  moreTime: (door: DoorId) => post('/api/kiosk/more-time', { door }),
};

/** What the host's buttons ask of the controller. What comes of it is seen in the next snapshot. */
export const hostCommands = {
  requestView: () => post('/api/host/request-view'),
  cancel: () => post('/api/host/cancel'),
  closeView: () => post('/api/host/close-view'),
  activity: () => post('/api/host/activity'),
  openDoor: (door: DoorId, extended = false) => post('/api/host/open-door', { door, extended }),
  doorMode: (door: DoorId, command: DoorModeCommand['command']) => post('/api/host/door-mode', { door, command }),
  correctCount: (present: number) => post('/api/host/correct-count', { present }),
  enrolNext: (role: CredentialRole) => post('/api/host/enrol-next', { role }),
};

/** Hands at the simulated box. */
export const simulatorCommands = {
  present: (reader: ReaderId, what: PresentCommand) => post(`/sim/readers/${reader}/present`, what),
  remove: (reader: ReaderId) => post(`/sim/readers/${reader}/remove`),
  fire: (active: boolean) => post('/sim/fire', { active }),
  door: (door: DoorId, verb: 'open' | 'force' | 'close' | 'rex') => post(`/sim/doors/${door}/${verb}`),
};
