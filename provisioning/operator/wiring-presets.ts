import type { GivenConfig } from './office-register.ts';

/** The drawings of provisioning/wiring, in one line each. */
export const LOCKS = {
  modbus: 'Modbus board: relay 1; contact, exit button and tamper switch on inputs 1–3',
  lcus: 'USB relay board (LCUS): relay 1, no inputs',
  gpio: 'GPIO: relay module on line 17, which switches at the high level; contact, exit button and tamper switch on lines 22–24',
  osdp: 'OSDP reader with a relay: output 0; contact and exit button on its inputs',
} as const;
export type Lock = keyof typeof LOCKS;

export const READERS = {
  pcsc: 'PC/SC: any USB reader that pcscd knows',
  pn532: 'PN532 module on a serial line',
  serial: 'Scanner that sends lines (bar codes, QR)',
  osdp: 'OSDP reader on RS-485',
} as const;
export type Reader = keyof typeof READERS;

/** `device`: of its line; nothing for what has none. */
export type Wired<T> = { readonly kind: T; readonly device: string };

const closed = 'normally-closed';
const open = 'normally-open';

/** The parts of a config for one door with one reader outside it. */
export function wiredAs(lock: Wired<Lock>, reader: Wired<Reader>, fireAlarm: boolean): GivenConfig {
  const boards = lock.kind === 'modbus' || lock.kind === 'lcus';
  const bus = lock.kind === 'osdp' ? lock.device : reader.device;
  return {
    ...(boards ? { relayBoards: [{ id: 'rack', kind: lock.kind, path: lock.device }] } : {}),
    ...(reader.kind === 'osdp' ? { readerBuses: [{ id: 'line', path: bus }] } : {}),
    doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', ...doorParts(lock.kind) }],
    ...(fireAlarm ? { fireInput: { driver: 'wired', input: onBoard(4, closed) } } : {}),
    readers: [{ id: 'outside', door: 'entrance', direction: 'in', ...readerParts(reader) }],
  };
}

function doorParts(lock: Lock): object {
  switch (lock) {
    case 'modbus':
      return {
        strike: { via: 'board', board: 'rack', relay: 1 },
        contact: onBoard(1, closed),
        rex: onBoard(2, open),
        tamper: onBoard(3, closed),
      };
    case 'lcus':
      return { strike: { via: 'board', board: 'rack', relay: 1 } };
    case 'gpio':
      return {
        strike: { via: 'gpio', line: 17, activeLevel: 'high' },
        contact: { via: 'gpio', line: 22, form: closed },
        rex: { via: 'gpio', line: 23, form: open },
        tamper: { via: 'gpio', line: 24, form: closed },
      };
    case 'osdp':
      return {
        strike: { via: 'reader', reader: 'outside', output: 0 },
        contact: { via: 'reader', reader: 'outside', input: 0, form: closed },
        rex: { via: 'reader', reader: 'outside', input: 1, form: open },
      };
  }
}

function onBoard(input: number, form: string): object {
  return { via: 'board', board: 'rack', input, form };
}

function readerParts({ kind, device }: Wired<Reader>): object {
  switch (kind) {
    case 'pcsc':
      return { driver: kind };
    case 'pn532':
      return { driver: kind, path: device };
    case 'serial':
      return { driver: kind, path: device, profile: { kind: 'barcode', terminator: 'cr', stripCodabar: true } };
    case 'osdp':
      return { driver: kind, bus: 'line', address: 0 };
  }
}
