import { join } from 'node:path';
import type { Config } from '../../../device/contract/config.ts';
import { CONTROLLER_UNIT, CONTROLLER_USER, KIOSK_UNIT } from '../../files/places.ts';
import { brought } from './brought.ts';
import { clockStep } from './clock-step.ts';
import { enabledStep } from './enabled-step.ts';
import { fileStep } from './file-step.ts';
import { firewallRules, type SshFrom } from './firewall.ts';
import { packageStep } from './package-step.ts';
import { policiesFor } from './policies.ts';
import { ownersOf, sshFromFile } from './settings-steps.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';
import { usersStep } from './users-step.ts';
import { wiredDropIn, wiredModules } from './wired.ts';

/** Where the screen's own package has the page that is shown while the controller is away. */
const WAITING_PAGE = 'file:///usr/lib/ak-kiosk/provisioning/kiosk/waiting.html';

export const FIREWALL_UNIT = 'ak-firewall.service';

/** Where the files of the system lie that are made of the config, or change the whole machine. */
export const SYSTEM_FILES = {
  wired: `/etc/systemd/system/${CONTROLLER_UNIT}.d/10-wired.conf`,
  modules: '/etc/modules-load.d/ak.conf',
  firewall: '/etc/ak/firewall.nft',
  policies: '/etc/chromium/policies/managed/ak-kiosk.json',
  journal: '/etc/systemd/journald.conf.d/ak.conf',
  pcscd: '/etc/systemd/system/pcscd.service.d/ak.conf',
  pcscdSocket: '/etc/systemd/system/pcscd.socket.d/ak.conf',
  manager: '/etc/systemd/system.conf.d/ak.conf',
} as const;

// As Debian has it, pcscd that has died five times in ten seconds is given up until a person comes: the reader with it.
const NO_START_LIMIT = '[Unit]\nStartLimitIntervalSec=0\n';
// Nor does Debian's pcscd ask who wants to know: whoever reached its socket, the screen's browser too, would read each card.
const CARD_SOCKET = [
  ...['[Unit]', 'StartLimitIntervalSec=0', ''],
  ...['[Socket]', 'TriggerLimitIntervalSec=0', `SocketGroup=${CONTROLLER_USER}`, 'SocketMode=0660', ''],
].join('\n');

/** That the package and the users are there; everything else belongs to somebody. */
export function firstSteps(system: System): readonly Step[] {
  return [packageStep('ak-controller', CONTROLLER_UNIT, system), usersStep(system)];
}

/** What of the system around them the controller and the screen need. */
export function systemSteps(config: Config, sshFrom: SshFrom, system: System): readonly Step[] {
  const { hasScreen: kiosk } = system;
  const { port } = config.api;
  const put = (name: string, path: string, content: string) => systemFile(name, path, content, system);
  const policies = policiesFor(brought('kiosk/policies.json'), [`http://127.0.0.1:${port}`, WAITING_PAGE]);
  const always = [FIREWALL_UNIT, 'pcscd.socket', CONTROLLER_UNIT, 'ak-update.service', 'ak-update.timer'];
  const units = [...always, ...(kiosk ? [KIOSK_UNIT] : [])];
  return [
    put('reach by ssh', sshFromFile('/etc/ak'), `${sshFrom}\n`),
    put('firewall', SYSTEM_FILES.firewall, firewallRules({ port, sshFrom, kiosk })),
    put('wired devices', SYSTEM_FILES.wired, wiredDropIn(config)),
    put('kernel modules', SYSTEM_FILES.modules, wiredModules(config)),
    put('card daemon', SYSTEM_FILES.pcscd, NO_START_LIMIT),
    put('card daemon socket', SYSTEM_FILES.pcscdSocket, CARD_SOCKET),
    put('journal', SYSTEM_FILES.journal, brought('systemd/journald.conf')),
    put('watchdog', SYSTEM_FILES.manager, brought('systemd/system.conf')),
    ...(kiosk ? [put('screen policies', SYSTEM_FILES.policies, policies)] : []),
    enabledStep('units enabled', units, system),
    clockStep(system),
  ];
}

function systemFile(name: string, path: string, content: string, system: System): Step {
  const { root } = ownersOf(system);
  return fileStep(name, { path: join(system.places.root, path), content, mode: 0o644, owner: root });
}
