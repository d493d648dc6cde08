import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLLER_UNIT, KIOSK_UNIT, type Places } from '../../files/places.ts';
import type { Around } from '../around.ts';
import { type Finding, fault, unknown, warn, well } from './finding.ts';

type Wanted = { readonly unit: string; readonly sign: 'warn' | 'fault' };

/** Whether the units that this box needs are started at boot, and run (systemctl(1): is-enabled, is-active). */
export async function serviceFindings({ run }: Pick<Around, 'run'>, places: Places): Promise<readonly Finding[]> {
  if ((await run('systemctl', ['--version'])) === null) return [unknown('services', 'there is no systemd to ask')];
  const hasKiosk = existsSync(join(places.root, 'usr/lib/ak-kiosk'));
  const wanted: readonly Wanted[] = [
    { unit: CONTROLLER_UNIT, sign: 'fault' },
    ...(hasKiosk ? [{ unit: KIOSK_UNIT, sign: 'warn' } as const] : []),
    ...['ak-firewall.service', 'pcscd.socket', 'ak-update.timer'].map((unit) => ({ unit, sign: 'warn' }) as const),
  ];
  const asked = wanted.map(async ({ unit, sign }) => {
    const ask = async (verb: string) => (await run('systemctl', [verb, unit]))?.output.trim();
    const [enabled, active] = [await ask('is-enabled'), await ask('is-active')];
    const says = `${enabled || 'not installed'}, ${active || 'unknown'}`;
    if (enabled === 'enabled' && active === 'active') return well(`service ${unit}`, says);
    const todo = enabled === 'enabled' ? `systemctl status ${unit}` : `systemctl enable --now ${unit}`;
    return (sign === 'fault' ? fault : warn)(`service ${unit}`, says, todo);
  });
  return Promise.all(asked);
}

/**
 * Whether the box's table is in the kernel (nft(8)): whoever starts Debian's own firewall by hand flushes every table. The
 * kernel shows them to root alone.
 */
export async function firewallFinding({ run }: Pick<Around, 'run'>, isRoot: boolean): Promise<Finding> {
  const asked = await run('nft', ['list', 'table', 'inet', 'ak']);
  if (asked?.status === 0) return well('firewall', 'shuts the box to the network');
  if (!isRoot) return unknown('firewall', 'cannot be looked at', 'Run this as root.');
  return warn('firewall', 'is not in force: the network gets at the box', 'systemctl restart ak-firewall.service');
}

/**
 * Whether the processor is reset when the whole system hangs (RuntimeWatchdogSec=, systemd-system.conf(5)), and the
 * controller is started anew when it alone does.
 */
export async function watchdogFindings(
  { run }: Pick<Around, 'run'>,
  watched: boolean | null,
  { root }: Pick<Places, 'root'>,
): Promise<readonly Finding[]> {
  const asked = await run('systemctl', ['show', '--property=RuntimeWatchdogUSec', '--value']);
  const runtime = asked?.output.trim();
  const system = systemWatchdog(runtime, existsSync(join(root, 'sys/class/watchdog/watchdog0')));
  if (watched === null) return [system];
  const todo = `It is on when systemd starts it: systemctl restart ${CONTROLLER_UNIT}`;
  return [
    system,
    watched ? well('watchdog', 'starts the controller anew when it hangs') : warn('watchdog', 'not on', todo),
  ];
}

/** `runtime`: as systemd is set, which it says on a machine without such a device too. */
function systemWatchdog(runtime: string | undefined, hasDevice: boolean): Finding {
  const part = 'watchdog of the system';
  if (runtime === undefined || runtime === '') return unknown(part, 'nobody says');
  if (runtime === '0' || runtime === 'infinity')
    return warn(part, 'not on: a box that hangs stays so', 'kontoret box install puts it on.');
  return hasDevice
    ? well(part, `resets the box after ${runtime}`)
    : warn(part, 'this machine has none: a box that hangs stays so', 'Is its driver loaded? ls /sys/class/watchdog');
}
