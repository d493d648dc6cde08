import { describe, expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { office } from '../support/office.ts';

const usb = { id: 'usb', kind: 'lcus', path: '/dev/ttyUSB0', relays: 2 };
const modbus = { id: 'rack', kind: 'modbus', path: '/dev/ttyUSB1' };
const bus = { id: 'bus', path: '/dev/ttyUSB2' };
const osdp = { id: 'outside', door: 'entrance', driver: 'osdp', bus: 'bus', address: 0 };
const contact = { via: 'board', board: 'rack', input: 1, form: 'normally-closed' };

const wired = (door: object, more: object = {}) => ({
  ...office,
  relayBoards: [usb, modbus],
  readerBuses: [bus],
  readers: [osdp],
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', ...door }],
  ...more,
});

const problems = (config: unknown) =>
  Config.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('a wired door', () => {
  test.each([
    ['GPIO', { via: 'gpio', line: 17, activeLevel: 'high' }],
    ['a relay board', { via: 'board', board: 'usb', relay: 2 }],
    ['a reader', { via: 'reader', reader: 'outside', output: 0 }],
  ])('may have its strike on %s, on a provisioned box too', (_where, strike) => {
    expect(problems(wired({ strike, contact }, { provisioned: true }))).toEqual([]);
  });

  test.each([
    [
      'a board that is not there',
      { via: 'board', board: 'attic', relay: 1 },
      'doors.0.strike.board: no relay board has the id attic',
    ],
    [
      'a relay that the board has not',
      { via: 'board', board: 'usb', relay: 3 },
      'doors.0.strike.relay: usb has no relay 3',
    ],
    [
      'a reader that is not there',
      { via: 'reader', reader: 'attic', output: 0 },
      'doors.0.strike.reader: no OSDP reader has the id attic',
    ],
  ])('is refused with its strike on %s', (_where, strike, problem) => {
    expect(problems(wired({ strike }))).toEqual([problem]);
  });

  test('has no contact on a board without inputs', () => {
    const strike = { via: 'board', board: 'usb', relay: 1 };
    const wrong = { ...contact, board: 'usb' };
    expect(problems(wired({ strike, contact: wrong }))).toEqual(['doors.0.contact.board: usb has no inputs']);
  });

  test('shares no terminal', () => {
    const strike = { via: 'gpio', line: 17, activeLevel: 'high' };
    const rex = { via: 'gpio', line: 17, form: 'normally-open' };
    expect(problems(wired({ strike, rex }))).toEqual(['doors.0.rex: another part has this terminal already']);
    const relay = { via: 'board', board: 'rack', relay: 1 };
    expect(problems(wired({ strike: relay, contact }))).toEqual([]);
  });
});

describe('serial lines', () => {
  const strike = { via: 'gpio', line: 17, activeLevel: 'high' };

  test('carry one part each', () => {
    const readers = [osdp, { id: 'inside', door: 'entrance', driver: 'pn532', path: '/dev/ttyUSB0' }];
    expect(problems(wired({ strike }, { readers }))).toEqual(['readers.1.path: another part has this line already']);
  });

  test('a bus that is not there, and an address given twice, are refused', () => {
    const readers = [osdp, { ...osdp, id: 'inside' }, { ...osdp, id: 'yard', bus: 'attic' }];
    expect(problems(wired({ strike }, { readers }))).toEqual([
      'readers.2.bus: no reader bus has the id attic',
      'readers.1.address: another part has this address already',
    ]);
  });

  test('a bus carries eight readers', () => {
    const readers = Array.from({ length: 9 }, (_, address) => ({ ...osdp, id: `reader-${address}`, address }));
    expect(problems(wired({ strike }, { readers: readers.slice(1) }))).toEqual([]);
    expect(problems(wired({ strike }, { readers }))).toEqual(['readerBuses.0: a bus carries up to eight readers']);
  });

  test('a relative path is none', () => {
    const relayBoards = [{ ...usb, path: 'ttyUSB0' }];
    expect(problems(wired({ strike }, { relayBoards }))).toEqual(['relayBoards.0.path: the path of a device, /dev/…']);
  });
});
