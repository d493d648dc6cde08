import type { Box } from './box.ts';
import type { Checks } from './checks.ts';
import { BROKER, CONTROLLER, NEIGHBOUR, reaches, type Target } from './reach.ts';
import { until } from './until.ts';

/** Numbers of a device that any root may open, and that is no part of a door (Linux, devices.txt). */
const KERNEL_LOG = ['1', '11'];

/** What the screen's user gets at, and what of the sandbox holds in this kernel. */
export async function confined(box: Box, checks: Checks): Promise<void> {
  const { machine } = box;
  const may = (options: readonly string[], target: Target) => reaches(machine, options, target);
  await checks.holds('whoever is not the screen reaches the broker and the network', async () => {
    return (await may([], CONTROLLER)) && (await may([], BROKER)) && (await may([], NEIGHBOUR));
  });
  await checks.holds('the screen reaches the controller, and by the firewall nothing else', async () => {
    const user = ['-p', 'User=ak-kiosk'];
    return (await may(user, CONTROLLER)) && !(await may(user, BROKER)) && !(await may(user, NEIGHBOUR));
  });
  await checks.holds('it is in force again when Debian’s own firewall was restarted or reloaded', async () => {
    await machine.text('systemctl', 'start', 'nftables');
    await machine.text('systemctl', 'restart', 'ak-firewall');
    for (const verb of ['restart', 'reload']) {
      await machine.text('systemctl', verb, 'nftables');
      await until('the table', 10_000, async () =>
        (await machine.run('nft', 'list', 'table', 'inet', 'ak')).exit === 0 ? true : null,
      );
    }
    await machine.text('systemctl', 'stop', 'nftables');
    await machine.text('systemctl', 'start', 'ak-firewall');
    return true;
  });
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
      const canJoin = (await machine.run('sh', '-c', inUnit)).exit === 0;
      return canJoin && (await opened('true')) && !(await opened(inUnit));
    },
  );
  await checks.holds('what the controller says in the journal has no passages of people', async () => {
    const said = await machine.text('journalctl', '-u', 'ak-controller', '-o', 'cat');
    return said.includes('"controller-started"') && !said.includes('"visits"');
  });
}
