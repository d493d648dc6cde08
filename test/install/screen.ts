import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Box, NODE } from './box.ts';
import type { Checks } from './checks.ts';
import { CONTROLLER, NEIGHBOUR, reaches, reachesFrom } from './reach.ts';
import { until } from './until.ts';

/** In place of a console: a compositor without a screen. All else stays as it is, the session and the sandbox too. */
const WITHOUT_CONSOLE = [
  '[Unit]',
  'ConditionPathExists=',
  '[Service]',
  ...['TTYPath=', 'UtmpIdentifier=', 'StandardInput=null', 'TTYReset=no', 'TTYVHangup=no', 'TTYVTDisallocate=no'],
  'Environment=LIBSEAT_BACKEND=noop',
  'Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman',
  '',
].join('\n');

const LONGEST_START_MS = 90_000;

/** The screen's unit, with cage and Chromium in its sandbox, on a machine without a screen. */
export async function showsThePage(box: Box, checks: Checks): Promise<void> {
  const { machine } = box;
  const dropIns = join(machine.tree, 'etc/systemd/system/ak-kiosk.service.d');
  mkdirSync(dropIns, { recursive: true });
  writeFileSync(join(dropIns, 'without-console.conf'), WITHOUT_CONSOLE);
  await checks.holds('the screen’s unit shows the page, and the page tells of its frames', async () => {
    await machine.text('systemctl', 'daemon-reload');
    await machine.text('systemctl', 'restart', 'ak-kiosk');
    const ask = `fetch('http://127.0.0.1:7380/api/health').then((r) => r.text()).then(console.log)`;
    return until('a screen in good health', LONGEST_START_MS, async () => {
      const { shell } = JSON.parse(await machine.text(NODE, '-e', ask));
      return shell.state === 'ready' ? 'by cage without a screen' : null;
    });
  });
  await checks.holds('it has a session of its user, by which a console would be its own', async () => {
    return (await machine.text('loginctl', 'list-sessions', '--no-legend')).includes('ak-kiosk');
  });
  await checks.holds('its browser is in Chromium’s own sandbox, as a user who owns nothing', async () => {
    const lines = await machine.text('ps', '-u', 'ak-kiosk', '-o', 'args');
    return lines.includes('--type=zygote') && !lines.includes('--no-sandbox');
  });
  await keptOnLoopback(box, checks);
}

/** By its session: what a firewall that somebody stops leaves open stays shut. */
async function keptOnLoopback({ machine }: Box, checks: Checks): Promise<void> {
  const sentence = 'without the firewall its session keeps it on the loopback';
  await machine.text('systemctl', 'stop', 'ak-firewall');
  const bounds = ['-p', 'IPAddressDeny=any', '-p', 'IPAddressAllow=localhost'];
  if (await reaches(machine, bounds, NEIGHBOUR))
    checks.skip(sentence, 'this systemd could not put a BPF program on the group of the unit');
  else
    await checks.holds(sentence, async () => {
      const session = await machine.text('loginctl', 'show-user', 'ak-kiosk', '--property=Sessions', '--value');
      const group = await machine.text('systemctl', 'show', '-P', 'ControlGroup', `session-${session.trim()}.scope`);
      const [controller, neighbour] = [
        await reachesFrom(machine, group.trim(), CONTROLLER),
        await reachesFrom(machine, group.trim(), NEIGHBOUR),
      ];
      const found = `${group.trim()}: the controller ${controller}, a neighbour ${neighbour}`;
      return controller && !neighbour ? true : Promise.reject(new Error(found));
    });
  await machine.text('systemctl', 'start', 'ak-firewall');
}
