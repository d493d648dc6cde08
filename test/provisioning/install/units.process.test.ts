import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { planOf } from '../../../provisioning/box/install/plan.ts';
import { applySteps } from '../../../provisioning/box/install/run-steps.ts';
import { describeWith } from '../../support/parts.ts';
import { aBundle } from './a-bundle.ts';
import { aTree } from './a-tree.ts';

const run = promisify(execFile);
const UNITS = [
  ...['ak-controller.service', 'ak-kiosk.service', 'ak-firewall.service'],
  ...['ak-update.service', 'ak-update.timer', 'pcscd.socket'],
];

/** A tree with all of it in place beside this machine's own units, and something at each path that a unit starts. */
async function installedTree(): Promise<string> {
  const system = aTree();
  const units = 'usr/lib/systemd/system';
  cpSync(join('/', units), join(system.places.root, units), { recursive: true, verbatimSymlinks: true });
  await applySteps(planOf(aBundle(), 'none', system));
  for (const path of [
    'usr/bin/env',
    'usr/bin/kontoret',
    'usr/sbin/nft',
    'bin/sh',
    'var/lib/ak-releases/current/bin/node',
  ]) {
    const file = join(system.places.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '', { mode: 0o755 });
  }
  return system.places.root;
}

/** systemd-analyze(1): the level by which a unit is open, 0–10, of the unit with its drop-ins. */
async function exposureOf(unit: string, root: string): Promise<number> {
  const { stdout } = await run('systemd-analyze', ['security', '--offline=true', '--no-pager', `--root=${root}`, unit]);
  return Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
}

const launch = new URL('../../../provisioning/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, launch), 'utf8');

test('the controller runs under systemd as the launcher runs it', () => {
  const { file, flags, env } = JSON.parse(read('launch/controller-runtime.json'));
  const unit = read('systemd/ak-controller.service');

  expect(unit).toContain(`/bin/node ${flags.join(' ')} /var/lib/ak-releases/current/${file}\n`);
  for (const [name, value] of Object.entries(env)) expect(unit).toContain(`${name}=${value}`);
});

test('the firewall comes after one that the machine has, which begins by flushing every table', () => {
  expect(read('systemd/ak-firewall.service')).toMatch(/^After=.*\bnftables\.service\b/m);
});

// Whose session a unit opens, of that its own group has nothing left (systemd.exec(5), PAMName=).
test('what bounds the screen is said of the slice that its session is in, and what outlives it is ended there', () => {
  const unit = read('systemd/ak-kiosk.service');
  const [, bounds] =
    /^ExecStartPost=-\+.* set-property --runtime "user-\$\$\(id -u ak-kiosk\)\.slice" (.*)'$/m.exec(unit) ?? [];

  expect(unit).toContain('\nPAMName=');
  expect(bounds?.split(' ')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^MemoryMax=/), 'IPAddressDeny=any', 'IPAddressAllow=localhost']),
  );
  expect(unit).not.toMatch(/^(MemoryMax|TasksMax|CPUWeight)=/m);
  expect(unit).toMatch(/^ExecStopPost=-\+.*loginctl --signal=KILL kill-session .*ak-kiosk\)'$/m);
});

/** Where systemd finds the card daemon's socket, with what the installation lays over it. */
const CARD_SOCKET = 'etc/systemd/system/pcscd.socket.d/ak.conf';

test('the card daemon is for the controller alone to ask: by Debian’s own socket whoever is on the box reads every card', async () => {
  const system = aTree();
  await applySteps(planOf(aBundle(), 'none', system));

  const socket = readFileSync(join(system.places.root, CARD_SOCKET), 'utf8');

  expect(socket).toMatch(/\[Socket\][^[]*^SocketGroup=ak-controller\nSocketMode=0660$/m);
});

describeWith(['systemd'], 'the units', () => {
  test('are open to little: the controller 1.5, with all that can be wired; the screen 3', async () => {
    const root = await installedTree();

    expect(await exposureOf('ak-controller.service', root)).toBeLessThanOrEqual(1.5);
    expect(await exposureOf('ak-kiosk.service', root)).toBeLessThanOrEqual(3);
  });

  test('are understood by systemd in every line', async () => {
    const root = await installedTree();

    const verified = await run('systemd-analyze', ['verify', '--man=no', `--root=${root}`, ...UNITS]);

    expect(verified.stderr.split('\n').filter((line) => /\bak[-.]/.test(line))).toEqual([]);
  });
});
