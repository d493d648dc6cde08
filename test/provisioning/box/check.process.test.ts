import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../../device/version.ts';
import { check } from '../../../provisioning/box/check/check.ts';
import type { Finding } from '../../../provisioning/box/check/finding.ts';
import { hostCard } from '../../../provisioning/box/host-card.ts';
import { readerKey } from '../../../provisioning/box/reader-key.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { alwaysOpen } from '../../support/office.ts';
import { aroundWith, emptyBox, terminalOf } from './around.ts';

/** A box that runs its real controller, all parts simulated. */
async function runningBox(config: object = alwaysOpen) {
  const { places, put } = emptyBox();
  const process = new ControllerProcess({ folder: places.data, config });
  await process.url();
  chmodSync(join(places.data, 'config.json'), 0o600);
  put(join(places.packagedRelease, 'release.json'), JSON.stringify({ version, architecture: 'amd64', schema: 7 }));
  mkdirSync(places.releases, { recursive: true });
  symlinkSync(places.packagedRelease, places.currentRelease);
  return { places, put, process };
}

async function checked(root: string, args: readonly string[] = [], options: Parameters<typeof aroundWith>[0] = {}) {
  const { around, asked, ran } = aroundWith(options);
  const terminal = terminalOf();
  const outcome = await check(['--root', root, ...args], terminal, around);
  const findings = (outcome.told.findings ?? []) as readonly Finding[];
  const of = (part: string) => findings.find((finding) => finding.part === part);
  return { ...outcome, of, asked, ran, noted: terminal.noted, text: outcome.lines.join('\n') };
}

test('a box is told part by part, with what to do where it is not well', async () => {
  const { places, put, process } = await runningBox();
  const report = await checked(places.root);
  expect(report.of('release')).toMatchObject({ sign: 'ok', says: `${version} (the packaged one)` });
  expect(report.of('reader front')).toMatchObject({ sign: 'ok', says: expect.stringContaining('no card since') });
  expect(report.of('strike entrance')).toMatchObject({ sign: 'ok' });
  expect(report.of('contact entrance')).toMatchObject({ sign: 'ok', says: 'the door is shut' });
  expect(report.of('fire input')?.says).toContain('not wired');
  expect(report.of('broker')?.says).toContain('none in the config');
  expect(report.of('card rules')?.says).toMatch(/^version 1; open now/);
  expect(report.of('host cards')).toMatchObject({ sign: 'ok', says: '1 enrolled' });
  expect(report.of('disk')).toMatchObject({ sign: 'ok', says: expect.stringMatching(/ free$/) });
  expect(report.of('keys')).toMatchObject({ sign: 'ok' });
  expect(report.of('service ak-controller.service')).toMatchObject({ sign: 'ok', says: 'enabled, active' });
  expect(report.of('watchdog of the system')).toMatchObject({ sign: 'ok', says: 'resets the box after 15s' });
  expect(report.of('power supply')).toMatchObject({ sign: 'ok' });
  // Its parts are simulated: that is no office's own box.
  expect(report.of('controller')).toMatchObject({ sign: 'fault', says: expect.stringContaining('simulated') });
  expect(report.exit).toBe(1);
  await process.post('/sim/readers/front/present', { uid: '04A1B2C3D4E5F6' });
  expect((await checked(places.root)).of('reader front')?.says).toContain('last card');

  const said = report.text + JSON.stringify(report.told);
  for (const name of ['admin-token', 'shell-token', 'session-secret', 'kiosk-token'])
    expect(said).not.toContain(readFileSync(join(places.data, name), 'utf8'));

  chmodSync(join(places.data, 'admin-token'), 0o644);
  put(places.config, JSON.stringify({ library: { login: { passwordFile: '/srv/sip2-password' } } }), 0o640);
  put(join(places.root, 'srv/sip2-password'), 'hemligt', 0o640);
  const wrong = await checked(places.root, [], {
    system: {
      'systemctl is-enabled ak-controller.service': 'disabled',
      'systemctl show --property=RuntimeWatchdogUSec --value': '0',
      'vcgencmd get_throttled': 'throttled=0x50005',
    },
  });
  expect(wrong.of('keys')).toMatchObject({ sign: 'fault', says: expect.stringContaining('admin-token') });
  expect(wrong.of('keys')?.says).toContain('/srv/sip2-password');
  expect(wrong.of('service ak-controller.service')).toMatchObject({
    sign: 'fault',
    todo: 'systemctl enable --now ak-controller.service',
  });
  expect(wrong.of('watchdog of the system')).toMatchObject({ sign: 'warn' });
  expect(wrong.of('power supply')).toMatchObject({ sign: 'fault', says: 'too weak now' });

  // What the system shows is told when the controller is dead, too.
  await process.kill();
  const dead = await checked(places.root);
  expect(dead.of('controller')).toMatchObject({ sign: 'fault', says: expect.stringContaining('does not run') });
  expect(dead.of('strike')).toMatchObject({ sign: 'unknown' });
  expect(dead.of('power supply')).toMatchObject({ sign: 'ok' });
  expect(dead.exit).toBe(1);
});

test('the click test releases the strike once, and tells what came at the door', async () => {
  const { places, process } = await runningBox();
  const answers = ['yes', 'y'];
  const { around } = aroundWith({ answers });
  let looks = 0;
  const pressing = {
    ...around,
    // The simulated visitor opens and shuts the leaf; the exit button is pressed by hand.
    wait: async () => {
      looks += 1;
      if (looks === 1) await process.post('/sim/doors/entrance/rex');
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
  };
  const outcome = await check(['--root', places.root, '--click', 'entrance'], terminalOf(), pressing);
  expect(outcome.told.findings).toMatchObject([
    { sign: 'ok', says: 'the strike clicked' },
    { sign: 'ok', says: 'the contact told open, then closed' },
    { sign: 'ok', says: 'the exit button told' },
  ]);
  expect(process.strikeTrace().filter(({ energised }) => energised)).toHaveLength(1);
});

test('without a typed yes nothing is released, and with --json nobody is asked', async () => {
  const { places, process } = await runningBox({
    ...alwaysOpen,
    doors: [{ id: 'entrance', name: 'E', driver: 'simulated' }],
  });
  expect(await checked(places.root, ['--click', 'entrance'], { answers: ['y'] })).toMatchObject({ exit: 1 });
  expect(await checked(places.root, ['--click', 'entrance', '--json'])).toMatchObject({ exit: 64, asked: [] });
  expect(process.strikeTrace()).toEqual([]);
  const clicked = await checked(places.root, ['--click', 'entrance', '--json', '--yes']);
  expect(clicked).toMatchObject({ exit: 0, asked: [] });
  expect(clicked.of('leaf of entrance')).toMatchObject({ sign: 'warn', says: 'the contact told nothing' });
  expect(await checked(places.root, ['--click', 'cellar', '--yes'])).toMatchObject({
    exit: 1,
    told: { code: 'door-unknown' },
  });
  await process.kill();
  expect(await checked(places.root, ['--click', 'entrance', '--yes'])).toMatchObject({ exit: 69 });
});

/** Debian’s `nobody`. */
const NOBODY = 65_534;
const asRoot = test.skipIf(process.getuid?.() !== 0);

asRoot('whoever is not root is told so, and not that the door lets nobody in', async () => {
  const { places, put } = emptyBox();
  for (const name of ['admin-token', 'api-url', 'credential.key']) put(join(places.data, name), 'x', 0o600);
  for (const open of ['', 'etc/ak', 'var', 'var/lib']) chmodSync(join(places.root, open), 0o755);
  const root = ['--root', places.root];
  process.seteuid?.(NOBODY);
  const [report, click, card, key] = await Promise.all([
    checked(places.root),
    checked(places.root, ['--click', 'entrance', '--yes']),
    hostCard([...root, '--label', 'Anna']),
    readerKey([...root, '--reader', 'front'], terminalOf()),
  ]).finally(() => process.seteuid?.(0));
  for (const part of ['controller', 'keys'])
    expect(report.of(part)).toMatchObject({ sign: 'unknown', todo: 'Run this as root.' });
  for (const refused of [click, card, key])
    expect(refused).toMatchObject({ exit: 77, told: { code: 'not-permitted' } });
});
