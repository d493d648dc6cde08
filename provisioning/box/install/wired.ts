import type { Config } from '../../../device/contract/config.ts';
import { SIMULATED } from '../../../device/contract/hardware.ts';

/**
 * One entry of the unit's device list (systemd.resource-control(5), DeviceAllow), the group that the device is of, and
 * the kernel module that has to be there before the unit for a `char-` name to mean anything.
 */
type Opened = { readonly device: string; readonly group: string; readonly module?: string };

/**
 * USB lines are opened by their kind: an adapter that is pulled out and put in again comes back under another number, and
 * a path is looked up once, when the unit starts.
 */
const USB_SERIAL: Opened = { device: 'char-ttyUSB', group: 'dialout', module: 'usbserial' };
const USB_MODEM: Opened = { device: 'char-ttyACM', group: 'dialout', module: 'cdc-acm' };
const SOUND: Opened = { device: 'char-alsa', group: 'audio', module: 'snd' };

/**
 * The drop-in that opens to the controller's unit what this config wires, and no more: its serial lines, its GPIO chips,
 * the sound card of its headphones, the medium of its exports. PC/SC readers are pcscd's, which is asked over a socket.
 */
export function wiredDropIn(config: Config): string {
  const opened = openedBy(config);
  const groups = distinct(opened.map(({ group }) => group));
  return [
    '# Made of /etc/ak/config.json by `kontoret box install`.',
    '[Service]',
    ...distinct(opened.map(({ device }) => `DeviceAllow=${device} rw`)),
    ...(groups.length > 0 ? [`SupplementaryGroups=${groups.join(' ')}`] : []),
    ...(config.exports === undefined ? [] : [`ReadWritePaths=${asWord(`-${config.exports.folder}`)}`]),
    '',
  ].join('\n');
}

/** One word of a setting: blanks part words, and a per cent sign begins a specifier (systemd.unit(5)). */
function asWord(text: string): string {
  const written = text.replaceAll('%', '%%');
  return /\s/.test(written) ? `"${written}"` : written;
}

/** modules-load.d(5). */
export function wiredModules(config: Config): string {
  const modules = distinct(openedBy(config).flatMap(({ module }) => (module === undefined ? [] : [module])));
  return ['# Made of /etc/ak/config.json by `kontoret box install`.', ...modules, ''].join('\n');
}

function openedBy(config: Config): readonly Opened[] {
  return [
    ...serialLines(config).flatMap(openedForLine),
    ...gpioChips(config).map((device) => ({ device, group: 'gpio' })),
    ...(config.sound.headphones === undefined ? [] : [SOUND]),
  ];
}

function openedForLine(path: string): readonly Opened[] {
  if (/^\/dev\/ttyUSB\d+$/.test(path)) return [USB_SERIAL];
  if (/^\/dev\/ttyACM\d+$/.test(path)) return [USB_MODEM];
  if (path.startsWith('/dev/serial/')) return [USB_SERIAL, USB_MODEM];
  return [{ device: path, group: 'dialout' }];
}

function serialLines({ relayBoards, readerBuses, readers }: Config): readonly string[] {
  const ofReaders = readers.flatMap((reader) => ('path' in reader ? [reader.path] : []));
  const all = [...relayBoards.map(({ path }) => path), ...readerBuses.map(({ path }) => path), ...ofReaders];
  return all.filter((path) => path !== SIMULATED);
}

function gpioChips({ doors, fireInput }: Config): readonly string[] {
  const ofDoors = doors.flatMap((door) =>
    door.driver === 'wired' ? [door.strike, door.contact, door.rex, door.tamper] : [],
  );
  const fire = fireInput?.driver === 'wired' ? fireInput.input : undefined;
  return [...ofDoors, fire].flatMap((wire) => (wire?.via === 'gpio' ? [`/dev/${wire.chip}`] : []));
}

const distinct = (lines: readonly string[]) => [...new Set(lines)].sort();
