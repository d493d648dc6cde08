import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Box, RELAY_ON } from './box.ts';
import type { Checks } from './checks.ts';
import { until } from './until.ts';

/** Of the release that is made in the later folder. */
const ARCHIVE = /^ak-release_(.+)_amd64\.tar\.gz$/;
const MANIFEST = 'ak-release_amd64.manifest';

export type Workplace = {
  /** In the machine: where the commands are typed. */
  readonly path: string;
  /** The same folder as it lies on this machine. */
  readonly outside: string;
};

/** What comes after the installation: is it ready, a signed release and back, later keys, and the end. */
export async function livesOn(box: Box, checks: Checks, workplace: Workplace, later: string): Promise<void> {
  const { machine } = box;
  const kontoret = (line: string) => machine.script(workplace.path, `kontoret ${line}`);
  const done = async (line: string) => {
    const { exit, out } = await kontoret(line);
    if (exit !== 0) throw new Error(`${line} ended with ${exit}: ${out}`);
    return out;
  };
  await checks.holds('box check finds the door ready, and tells of what has to be done yet', async () => {
    const { exit, out } = await kontoret('box check --json');
    const { findings } = JSON.parse(out.trim().split('\n').at(-1) ?? '');
    const faults = findings.filter(({ sign }: { sign: string }) => sign === 'fault');
    const parts = faults.map(({ part, says }: { part: string; says: string }) => `${part}: ${says}`);
    return exit === 0 && faults.length === 0 ? true : Promise.reject(new Error(parts.join('; ')));
  });
  await checks.holds('the log verifies, by the command of the box', async () => {
    await done('log verify');
    return true;
  });
  await checks.holds('a signed release takes the place of the one that runs', async () => {
    const archive = readdirSync(later).find((name) => ARCHIVE.test(name)) ?? '';
    copyFileSync(join(later, archive), join(workplace.outside, archive));
    await done(`release sign --key operator/release.key --archive ${archive} --out ${MANIFEST}`);
    await done(`update apply --manifest ${MANIFEST} --archive ${archive} --now`);
    const running = await machine.text('readlink', '-f', '/var/lib/ak-releases/current');
    const version = JSON.parse(await machine.text('cat', `${running}/release.json`)).version;
    return running.startsWith('/var/lib/ak-releases/') && archive.includes(version)
      ? `${version} in ${running}`
      : false;
  });
  await checks.holds('a card opens the door with it', async () => {
    const before = await box.boardHeard();
    await box.tap('04A1B2C3D4E584');
    await box.boardHears(RELAY_ON, before);
    return true;
  });
  await checks.holds('a manifest that was changed is refused, and nothing is done', async () => {
    await machine.text('sh', '-c', `cd ${workplace.path} && sed 's/0/1/' ${MANIFEST} > changed.manifest`);
    const archive = readdirSync(later).find((name) => ARCHIVE.test(name)) ?? '';
    const { exit } = await kontoret(`update apply --manifest changed.manifest --archive ${archive} --now`);
    // Whose signature is wrong, and nothing else of it (sysexits.h, EX_PROTOCOL).
    return exit === 76 || Promise.reject(new Error(`it ends with ${exit}`));
  });
  await checks.holds('and the release of before can be had back', async () => {
    await done('update roll-back --now');
    return (await machine.text('readlink', '-f', '/var/lib/ak-releases/current')).startsWith('/usr/lib/ak-controller/');
  });
  await checks.holds('later keys take the place of the ones that are there', async () => {
    const before = await machine.text('sha256sum', '/etc/ak/keys/box.key');
    const code = '--passphrase-file storgatan-1.code';
    await done(`office re-key --folder operator --office storgatan-1 ${code} --out later.bundle`);
    await done(`box re-key --bundle later.bundle ${code}`);
    await box.isActive('ak-controller');
    return (await machine.text('sha256sum', '/etc/ak/keys/box.key')) !== before;
  });
  await checks.holds('the end: nothing of the office is left, and the box’s own key says so', async () => {
    await machine.text('cp', '/var/lib/ak-controller/box-key.pub', `${workplace.path}/box-key.pub`);
    await done('box retire --yes --statement retired.json');
    await done('box verify-statement --file retired.json --box-key box-key.pub');
    await until('the controller’s end', 10_000, async () =>
      (await machine.run('systemctl', 'is-active', 'ak-controller')).exit === 0 ? null : true,
    );
    const left = await machine.text('sh', '-c', 'ls -A /etc/ak /var/lib/ak-controller 2>/dev/null | wc -l');
    return `${left} names left below its folders`;
  });
}
