import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Health } from '../../../device/contract/api.ts';
import { version } from '../../../device/version.ts';
import { check } from '../../../provisioning/box/check/check.ts';
import type { Finding } from '../../../provisioning/box/check/finding.ts';
import { powerFinding } from '../../../provisioning/box/check/machine.ts';
import { firewallFinding, watchdogFindings } from '../../../provisioning/box/check/services.ts';
import { aroundWith, emptyBox, terminalOf } from './around.ts';
import { stubController } from './stub-controller.ts';

const DAY_MS = 86_400_000;

/** What is told of a box of real parts, all well, but for this. */
async function checkedWith(change: (plain: Health) => Partial<Health> = () => ({}), system = {}) {
  const { places, put } = emptyBox();
  const controller = await stubController(places.data);
  controller.says((plain) => {
    const well = {
      ...plain,
      simulator: false,
      clock: { ...plain.clock, at: new Date().toISOString(), synchronised: true },
      shell: { ...plain.shell, state: 'ready' as const },
      box: { ...plain.box, diskFreeBytes: 2e10, watchdog: true, backupAtMs: Date.now() - 3_600_000 },
    };
    return { ...well, ...change(well) };
  });
  put(join(places.data, 'admin-token'), 'a token', 0o600);
  put(join(places.packagedRelease, 'release.json'), JSON.stringify({ version, architecture: 'amd64', schema: 7 }));
  mkdirSync(places.releases, { recursive: true });
  symlinkSync(places.packagedRelease, places.currentRelease);
  const { exit, told, lines } = await check(['--root', places.root], terminalOf(), aroundWith({ system }).around);
  const findings = told.findings as readonly Finding[];
  return { exit, lines, unwell: findings.filter(({ sign }) => sign !== 'ok') };
}

test('a box on which all is well is ready', async () => {
  const { exit, lines, unwell } = await checkedWith();
  expect(unwell).toEqual([]);
  expect([exit, lines.at(-1)]).toEqual([0, 'Ready.']);
});

describe('what wants looking after keeps no box from being ready:', () => {
  const box = (change: Partial<Health['box']>) => (plain: Health) => ({ box: { ...plain.box, ...change } });
  test.each<[string, string, (plain: Health) => Partial<Health>]>([
    ['nobody has a host card', 'host cards', box({ hostCards: 0 })],
    [
      'a certificate that ends in 20 days',
      'certificate',
      box({ certificate: { issuer: 'Kommunen', untilMs: Date.now() + 20 * DAY_MS } }),
    ],
    ['a backup that is ten days old', 'backup', box({ backupAtMs: Date.now() - 10 * DAY_MS })],
    ['a write-ahead log that has grown', 'write-ahead log', box({ walBytes: 2e8 })],
    ['a clock that nobody has set', 'clock', ({ clock }) => ({ clock: { ...clock, synchronised: false } })],
    ['a clock that may be behind', 'clock', ({ clock }) => ({ clock: { ...clock, synchronised: null, unsure: true } })],
    ['no watchdog', 'watchdog', box({ watchdog: false })],
    ['no screen', 'screen', ({ shell }) => ({ shell: { ...shell, state: 'absent' } })],
    [
      'a reader that has long been silent',
      'reader front',
      ({ readers }) => ({ readers: readers.map((reader) => ({ ...reader, warningCode: 'silent-unusually-long' })) }),
    ],
  ])('%s', async (_what, part, change) => {
    const { exit, unwell } = await checkedWith(change);
    expect(unwell).toEqual([{ sign: 'warn', part, says: expect.any(String), todo: expect.any(String) }]);
    expect(exit).toBe(0);
  });
});

test('a firewall whose table somebody has flushed wants looking after, whatever its unit says', async () => {
  const { around } = aroundWith({ system: { 'nft list table inet ak': null } });

  expect(await firewallFinding(around, true)).toMatchObject({
    sign: 'warn',
    todo: 'systemctl restart ak-firewall.service',
  });
});

test('nobody but root is told how the firewall is, and so not that the network gets at the box', async () => {
  // As realAround has it: what nft says of a lack of rights is on standard error.
  const run = async () => ({ status: 1, output: '' });

  expect(await firewallFinding({ run }, false)).toMatchObject({ sign: 'unknown', todo: 'Run this as root.' });
});

describe('what has to be put right is a fault:', () => {
  test.each<[string, string, (plain: Health) => Partial<Health>]>([
    ['the fire alarm', 'fire input', ({ shell }) => ({ evacuation: true, fireInput: { ...shell, state: 'ready' } })],
    [
      'a certificate that has ended',
      'certificate',
      ({ box }) => ({ box: { ...box, certificate: { issuer: 'Kommunen', untilMs: Date.now() - 1 } } }),
    ],
    ['a disk with no room', 'disk', ({ box }) => ({ box: { ...box, diskFreeBytes: 1e8 } })],
    [
      'a reader that is not there',
      'reader front',
      ({ readers }) => ({ readers: readers.map((reader) => ({ ...reader, state: 'absent' as const })) }),
    ],
    [
      'a strike that does not answer',
      'strike entrance',
      ({ doors }) => ({
        doors: doors.map((door) => ({
          ...door,
          strike: { ...door.strike, state: 'faulted', faultCode: 'board-silent' },
        })),
      }),
    ],
    [
      'an open housing',
      'tamper entrance',
      ({ doors }) => ({ doors: doors.map((door) => ({ ...door, tamper: { ...door.rex, tampered: true } })) }),
    ],
    [
      'a broker that refuses',
      'broker',
      ({ broker }) => ({ broker: { ...broker, state: 'faulted', faultCode: 'broker-refused' } }),
    ],
    ['records that wait for the disk', 'log', ({ log }) => ({ log: { ...log, pending: 3 } })],
    [
      'a fault that is new here',
      'library',
      ({ shell }) => ({ library: { ...shell, state: 'faulted', faultCode: 'x-new' } }),
    ],
  ])('%s', async (_what, part, change) => {
    const { exit, unwell } = await checkedWith(change);
    expect(unwell.filter(({ sign }) => sign === 'fault')).toEqual([
      { sign: 'fault', part, says: expect.any(String), todo: expect.any(String) },
    ]);
    expect(exit).toBe(1);
  });
});

test('a watchdog that systemd is set to use watches nothing on a machine that has none', async () => {
  const { places } = emptyBox();
  const finding = async () => (await watchdogFindings(aroundWith().around, null, places))[0];
  expect(await finding()).toMatchObject({ sign: 'ok' });
  rmSync(join(places.root, 'sys/class/watchdog'), { recursive: true });
  expect(await finding()).toMatchObject({ sign: 'warn', says: expect.stringContaining('has none') });
});

test.each([
  ['0x1', 'fault', 'too weak now'],
  ['0x10000', 'warn', 'too weak since the start'],
  ['0x80008', 'fault', 'the processor is too hot now'],
  ['0x90008', 'fault', 'the processor is too hot now'],
])('a Raspberry Pi that tells %s of its power: %s, %s', async (bits, sign, says) => {
  const { around } = aroundWith({ system: { 'vcgencmd get_throttled': `throttled=${bits}` } });
  expect(await powerFinding(around, emptyBox().places)).toMatchObject({ sign, says });
});
