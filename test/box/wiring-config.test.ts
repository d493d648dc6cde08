import { describe, expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { office } from '../support/office.ts';

const usb = { id: 'usb', kind: 'lcus', path: '/dev/ttyUSB0', relays: 2 };
const modbus = { id: 'rack', kind: 'modbus', path: '/dev/ttyUSB1' };
const bus = { id: 'bus', path: '/dev/ttyUSB2' };
const osdp = { id: 'outside', door: 'entrance', driver: 'osdp', bus: 'bus', address: 0 };
const contact = { via: 'board', board: 'rack', input: 1, form: 'normally-closed' };

const strike = { via: 'board', board: 'usb', relay: 1 };

const wired = (door: object, more: object = {}) => ({
  ...office,
  relayBoards: [usb, modbus],
  readerBuses: [bus],
  readers: [{ id: 'outside', door: 'entrance', driver: 'pcsc' }],
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', ...door }],
  ...more,
});

const problems = (config: unknown) =>
  Config.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('a scanner whose end of a code is none is refused with what it may be', () => {
  const scanner = { id: 'scanner', door: 'entrance', driver: 'serial', path: '/dev/ttyACM0' };
  const profile = { kind: 'barcode', terminator: 'enter' };
  expect(problems({ ...office, readers: [{ ...scanner, profile }] })).toEqual([
    'readers.0.profile.terminator: cr, lf, crlf, or {"idleGapMs": 10 to 1000}',
  ]);
});

describe('a wired door', () => {
  test.each([
    ['a USB board', { via: 'board', board: 'usb', relay: 2 }],
    ['a Modbus board', { via: 'board', board: 'rack', relay: 8 }],
  ])('may have its strike on %s, on a provisioned box too', (_where, strike) => {
    expect(problems(wired({ strike, contact }, { provisioned: true }))).toEqual([]);
  });

  test('may have its board by any name that udev gives to a serial line', () => {
    const path = '/dev/serial/by-path/platform-fd500000.pcie-pci-0000:01:00.0-usb-0:1.3:1.0-port0';
    for (const named of [path, '/dev/serial/by-id/usb-Maker_USB+RS485_#1=@-if00-port0'])
      expect(problems(wired({ strike, contact }, { relayBoards: [usb, { ...modbus, path: named }] }))).toEqual([]);
  });

  test.each([
    [{ board: 'attic', relay: 1 }, 'doors.0.strike.board: no relay board has the id attic'],
    [{ board: 'usb', relay: 3 }, 'doors.0.strike.relay: usb has no relay 3'],
  ])('is refused with its strike on %o', (place, problem) => {
    expect(problems(wired({ strike: { via: 'board', ...place } }))).toEqual([problem]);
  });

  test('is refused with its strike at a reader that is not there', () => {
    const strike = { via: 'reader', reader: 'attic', output: 0 };
    expect(problems(wired({ strike }))).toContain('doors.0.strike.reader: no OSDP reader has the id attic');
  });

  test('has no contact on a board without inputs', () => {
    const wrong = { ...contact, board: 'usb' };
    expect(problems(wired({ strike, contact: wrong }))).toEqual(['doors.0.contact.board: usb has no inputs']);
  });

  test('shares no terminal; a relay and an input of one number are two', () => {
    expect(problems(wired({ strike, contact, rex: contact }))).toEqual([
      'doors.0.rex: another part has this terminal already',
    ]);
    expect(problems(wired({ strike: { ...strike, board: 'rack' }, contact }))).toEqual([]);
  });

  test('on GPIO by onoff has neither a bias nor a drive that sysfs cannot set', () => {
    const gpio = { via: 'gpio', line: 17, activeLevel: 'high' };
    const rex = { via: 'gpio', line: 27, form: 'normally-open' };
    expect(problems(wired({ strike: gpio, rex }))).toEqual([]);
    expect(problems(wired({ strike: { ...gpio, drive: 'open-drain' }, rex }, { gpio: { backend: 'onoff' } }))).toEqual([
      'doors.0.strike.drive: onoff drives push-pull only',
      'doors.0.rex.bias: onoff sets no bias: say disabled',
    ]);
  });
});

describe('PC/SC readers', () => {
  const both = (first: string | undefined, second: string | undefined) => {
    const reader = { door: 'entrance', driver: 'pcsc' };
    const readers = [
      { ...reader, id: 'outside', match: first },
      { ...reader, id: 'inside', match: second },
    ];
    return problems(wired({ strike }, { readers }));
  };

  test('are told apart by their names', () => {
    expect(both('ACR122U PICC Interface 00', 'ACR122U PICC Interface 01')).toEqual([]);
  });

  test.each([
    ['ACR122U', 'ACR122U'],
    ['ACR122U', 'ACR122U PICC Interface 01'],
    ['ACR122U PICC Interface 01', 'ACR122U'],
    ['ACR122U', undefined],
    [undefined, undefined],
  ])('are refused where one reader would be both, so that a tap would be one at each: %s, %s', (first, second) => {
    expect(both(first, second)).toEqual(['readers.1.match: another part has this reader already']);
  });
});

describe('serial lines', () => {
  test('carry one part each', () => {
    const readers = [{ id: 'inside', door: 'entrance', driver: 'pn532', path: '/dev/ttyUSB0' }];
    expect(problems(wired({ strike }, { readers }))).toEqual(['readers.0.path: another part has this line already']);
  });

  test('a bus that is not there, and an address given twice, are refused', () => {
    const readers = [osdp, { ...osdp, id: 'inside' }, { ...osdp, id: 'yard', bus: 'attic' }];
    const found = problems(wired({ strike }, { readers }));
    expect(found).toContain('readers.2.bus: no reader bus has the id attic');
    expect(found).toContain('readers.1.address: another part has this address already');
  });

  test('a bus carries eight readers', () => {
    const readers = Array.from({ length: 9 }, (_, address) => ({ ...osdp, id: `reader-${address}`, address }));
    const crowded = 'readerBuses.0: a bus carries up to eight readers';
    expect(problems(wired({ strike }, { readers: readers.slice(1) }))).not.toContain(crowded);
    expect(problems(wired({ strike }, { readers }))).toContain(crowded);
  });

  test('a relative path is none', () => {
    const relayBoards = [{ ...usb, path: 'ttyUSB0' }];
    expect(problems(wired({ strike }, { relayBoards }))).toEqual(['relayBoards.0.path: the path of a device, /dev/…']);
  });
});
