import type { svDoor } from './sv-door.ts';

export const enDoor: Readonly<Record<keyof typeof svDoor, string>> = {
  'host.door.alarm.forced-open': 'Forced!',
  'host.door.alarm.open-too-long': 'Held open!',
  'host.door.mode.locked': 'Locked',
  'host.door.mode.accessed': 'Unlocked',
  'host.door.mode.unlocked': 'Held unlocked',
  'host.door.mode.blocked': 'Blocked',
  'host.door.mode.locked-down': 'Locked down',
  'host.door.mode.locked-open': 'Locked open',
  'host.door.physical.open': 'Open',
  'host.door.physical.closed': 'Closed',
  'host.door.physical.fault': 'Contact fault',
  'host.door.physical.unknown': 'Position unknown',
};
