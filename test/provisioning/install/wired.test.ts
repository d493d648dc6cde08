import { expect, test } from 'vitest';
import { Config } from '../../../device/contract/config.ts';
import { wiredDropIn, wiredModules } from '../../../provisioning/box/install/wired.ts';
import { aBundle } from './a-bundle.ts';

const configWith = (over: object) => Config.parse({ ...aBundle().config, ...over });
const doorOnChip = { driver: 'wired', strike: { via: 'gpio', chip: 'gpiochip4', line: 17, activeLevel: 'high' } };
const reader = { id: 'outside', door: 'entrance', driver: 'pcsc' };

test('a PC/SC reader opens no device: pcscd has it', () => {
  const nothing = { relayBoards: [], sound: {}, doors: [{ id: 'entrance', name: 'Entrén', ...doorOnChip }] };
  const config = configWith(nothing);

  expect(wiredDropIn(config)).toContain('[Service]\nDeviceAllow=/dev/gpiochip4 rw\nSupplementaryGroups=gpio\n');
  expect(wiredModules(config).split('\n').slice(1)).toEqual(['']);
});

test('a line on USB is opened by its kind, so that an adapter may come back under another number', () => {
  const dropIn = wiredDropIn(configWith({}));

  expect(dropIn).toContain('DeviceAllow=char-ttyACM rw\nDeviceAllow=char-ttyUSB rw\n');
  expect(dropIn).not.toContain('/dev/serial');
  expect(wiredModules(configWith({}))).toContain('\ncdc-acm\nsnd\nusbserial\n');
});

test.each([
  ['/dev/ttyUSB0', 'char-ttyUSB'],
  ['/dev/ttyACM1', 'char-ttyACM'],
  ['/dev/ttyAMA0', '/dev/ttyAMA0'],
])('%s is opened as %s', (path, device) => {
  const config = configWith({
    sound: {},
    readers: [{ ...reader, driver: 'pn532', path }],
    relayBoards: [],
    doors: [{ id: 'entrance', name: 'Entrén', ...doorOnChip }],
  });

  expect(wiredDropIn(config)).toContain(`DeviceAllow=${device} rw\n`);
  expect(wiredDropIn(config)).toContain('SupplementaryGroups=dialout gpio\n');
});

test('the medium of exports may be written, where there is one', () => {
  expect(wiredDropIn(configWith({}))).not.toContain('ReadWritePaths');
  expect(wiredDropIn(configWith({ exports: { folder: '/media/usb' } }))).toContain('ReadWritePaths=-/media/usb\n');
});

test('a medium whose name has blanks is one path to systemd, too', () => {
  const dropIn = wiredDropIn(configWith({ exports: { folder: '/media/USB 100%' } }));

  expect(dropIn).toContain('ReadWritePaths="-/media/USB 100%%"\n');
});
