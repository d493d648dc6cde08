/** How a door is, in words. */
export const svDoor = {
  'host.door.alarm.forced-open': 'Uppbruten!',
  'host.door.alarm.open-too-long': 'Uppställd!',
  'host.door.mode.locked': 'Låst',
  'host.door.mode.accessed': 'Upplåst',
  'host.door.mode.unlocked': 'Hålls upplåst',
  'host.door.mode.blocked': 'Spärrad',
  'host.door.mode.locked-down': 'Nedlåst',
  'host.door.mode.locked-open': 'Låst i öppet läge',
  'host.door.physical.open': 'Öppen',
  'host.door.physical.closed': 'Stängd',
  'host.door.physical.fault': 'Fel på magnetkontakten',
  'host.door.physical.unknown': 'Läget är okänt',
} as const;
