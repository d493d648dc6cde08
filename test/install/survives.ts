import { type Box, RELAY_OFF, RELAY_ON } from './box.ts';
import type { Checks } from './checks.ts';
import { until } from './until.ts';

/** More than systemd's DefaultStartLimitBurst. */
const PCSCD_DEATHS = 8;
const UNIT = 'ak-controller';
/** WatchdogSec, half a minute for a shared machine, and what systemd takes to be sure. */
const LONGEST_HANG_MS = 90_000;

/** Whatever ends it, it is there again, and no strike stays released. */
export async function survives(box: Box, checks: Checks): Promise<void> {
  const { machine } = box;
  await checks.holds('killed in the midst of an opening, the strike is idle at once and the door is back', async () => {
    const before = await box.boardHeard();
    await box.tap('04A1B2C3D4E582');
    await box.boardHears(RELAY_ON, before);
    const open = await box.boardHeard();
    const pid = await box.mainPid();
    await machine.text('kill', '-9', pid);
    await box.boardHears(RELAY_OFF, open, 3_000);
    await anotherPid(box, pid, 15_000);
    return true;
  });
  await checks.holds('hung, it is given up by the watchdog and started anew', async () => {
    const pid = await box.mainPid();
    await machine.text('kill', '-STOP', pid);
    await anotherPid(box, pid, LONGEST_HANG_MS);
    return true;
  });
  await checks.holds('a config that is refused is tried again, and not so often that the journal is lost', async () => {
    await machine.text('cp', '-p', '/etc/ak/config.json', '/etc/ak/config.kept');
    await machine.text('sh', '-c', 'echo {} > /etc/ak/config.json');
    const tries = () => machine.text('sh', '-c', `journalctl -u ${UNIT} | grep -c "does not start"`);
    const before = Number((await machine.run('sh', '-c', `journalctl -u ${UNIT} | grep -c "does not start"`)).out);
    await machine.run('systemctl', 'restart', UNIT);
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    const times = Number(await tries()) - before;
    await machine.text('mv', '/etc/ak/config.kept', '/etc/ak/config.json');
    await box.isActive(UNIT);
    return times >= 2 && times <= 5 ? `${times} times in 25 s` : false;
  });
  await checks.holds('pcscd that dies again and again is started each time, and the reader is back', async () => {
    for (let death = 0; death < PCSCD_DEATHS; death += 1) {
      await until('pcscd', 20_000, async () =>
        (await machine.run('pkill', '-9', '-x', 'pcscd')).exit === 0 ? true : null,
      );
    }
    const before = await box.boardHeard();
    await until('an opening', 60_000, async () => {
      await box.tap('04A1B2C3D4E583');
      return (await box.boardHeard()).slice(before.length).includes(RELAY_ON) ? true : null;
    });
    return true;
  });
  await checks.holds('after a reboot the door decides again', async () => {
    await machine.reboot();
    await box.isActive(UNIT);
    await box.isActive('ak-firewall');
    return `${await box.startMs()} ms after its start, with all that starts beside it`;
  });
  await checks.holds('after the power was cut too', async () => {
    await machine.powerOff();
    await machine.boot();
    await box.isActive(UNIT);
    return true;
  });
}

async function anotherPid(box: Box, pid: string, withinMs: number): Promise<void> {
  await until('another controller', withinMs, async () => {
    const now = await box.mainPid();
    const state = await box.property(UNIT, 'ActiveState');
    return now !== pid && now !== '0' && state === 'active' ? true : null;
  });
}
