import { type Box, NODE } from './box.ts';
import type { Checks } from './checks.ts';
import { OUTSIDE, OUTSIDE_PORT } from './surroundings.ts';

const CONTROLLER = ['127.0.0.1', 7380] as const;
const BROKER = ['127.0.0.1', 8883] as const;
const NEIGHBOUR = [OUTSIDE, OUTSIDE_PORT] as const;
/** Numbers of a device that any root may open, and that is no part of a door (Linux, devices.txt). */
const KERNEL_LOG = ['1', '11'];

/** What the screen's user gets at, and what of the sandbox holds in this kernel. */
export async function confined(box: Box, checks: Checks): Promise<void> {
  const { machine } = box;
  const reaches = async (options: readonly string[], [host, port]: readonly [string, number]) => {
    const connect = `require('node:net').connect(${port}, '${host}').on('connect', () => process.exit(0)).on('error', () => process.exit(1)); setTimeout(() => process.exit(2), 3000)`;
    return (
      (await machine.run('systemd-run', '--quiet', '--wait', '--pipe', ...options, NODE, '-e', connect)).exit === 0
    );
  };
  await checks.holds('whoever is not the screen reaches the broker and the network', async () => {
    return (await reaches([], CONTROLLER)) && (await reaches([], BROKER)) && (await reaches([], NEIGHBOUR));
  });
  await checks.holds('the screen reaches the controller, and by the firewall nothing else', async () => {
    const user = ['-p', 'User=ak-kiosk'];
    return (await reaches(user, CONTROLLER)) && !(await reaches(user, BROKER)) && !(await reaches(user, NEIGHBOUR));
  });
  await machine.text('systemctl', 'stop', 'ak-firewall');
  const asRoot = ['-p', 'IPAddressDeny=any', '-p', 'IPAddressAllow=localhost'];
  if (await reaches(asRoot, NEIGHBOUR)) checks.skip('without the firewall its unit keeps it on the loopback', NO_BPF);
  else
    await checks.holds('without the firewall its unit keeps it on the loopback', async () => {
      const shown = await machine.text('systemctl', 'show', 'ak-kiosk', '-p', 'User,IPAddressDeny,IPAddressAllow');
      const ofUnit = shown
        .trim()
        .split('\n')
        .flatMap((line) => ['-p', line]);
      return (await reaches(ofUnit, CONTROLLER)) && !(await reaches(ofUnit, NEIGHBOUR));
    });
  await machine.text('systemctl', 'start', 'ak-firewall');
  await checks.holds('the controller has no capability, no new rights, and a filter of system calls', async () => {
    const status = await machine.text('cat', `/proc/${await box.mainPid()}/status`);
    const has = (line: string) => new RegExp(`^${line}$`, 'm').test(status);
    return has('CapEff:\\s+0{16}') && has('CapBnd:\\s+0{16}') && has('NoNewPrivs:\\s+1') && has('Seccomp:\\s+2');
  });
  await checks.holds(
    'a device that the config does not wire is closed to the controller’s unit, even to root',
    async () => {
      await machine.text('mknod', '/dev/not-wired', 'c', ...KERNEL_LOG);
      const opened = async (first: string) =>
        (await machine.run('sh', '-c', `${first} && exec dd if=/dev/not-wired of=/dev/null count=0`)).exit === 0;
      const inUnit = 'echo $$ > /sys/fs/cgroup/system.slice/ak-controller.service/cgroup.procs';
      return (await opened('true')) && !(await opened(inUnit));
    },
  );
  await checks.holds('what the controller says in the journal has no passages of people', async () => {
    const said = await machine.text('journalctl', '-u', 'ak-controller', '-o', 'cat');
    return said.includes('"controller-started"') && !said.includes('"visits"');
  });
}

const NO_BPF = 'this systemd could not put a BPF program on the group of the unit';
