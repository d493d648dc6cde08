import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeWith } from '../../support/parts.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { scriptIn } from './script-in.ts';

const folder = fileURLToPath(new URL('../../../provisioning/packages', import.meta.url));
const scripts = ['controller', 'kiosk'].flatMap((name) =>
  readdirSync(join(folder, name)).map((script) => join(name, script)),
);

/** What the controller's package has done when it comes to a machine whose kernel has these modules, a line each. */
function ranByInstalling({ modules }: { readonly modules: string }): readonly string[] {
  const root = tempFolder();
  for (const folder of ['proc', 'run/systemd/system', 'usr/lib/ak-controller/release', 'var/lib', 'tools'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'usr/lib/ak-controller/release/release.json'), '{ "version": "1.0.0" }');
  writeFileSync(join(root, 'proc/modules'), modules);
  for (const tool of ['modprobe', 'systemd-sysusers', 'systemctl', 'udevadm'])
    writeFileSync(join(root, 'tools', tool), `#!/bin/sh\necho ${tool} "$@" >>${root}/ran\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: `${join(root, 'tools')}:${process.env.PATH}` };

  const ran = spawnSync('dash', ['-s', 'configure'], {
    ...{ input: scriptIn(root, 'controller/postinst'), encoding: 'utf8', env },
  });

  expect(ran).toMatchObject({ status: 0, stderr: '' });
  return readFileSync(join(root, 'ran'), 'utf8').trim().split('\n');
}

describeWith(['dpkg'], 'maintainer scripts', () => {
  test.each(scripts)('%s is a script of the shell that Debian has, and ends at the first fault', (script) => {
    expect(spawnSync('dash', ['-n', join(folder, script)]).status).toBe(0);
    const lines = readFileSync(join(folder, script), 'utf8').split('\n');
    expect(lines[0]).toBe('#!/bin/sh');
    if (!script.endsWith('kontoret')) expect(lines).toContain('set -e');
  });

  // Debian Policy 6.5: what each is called with, and that nothing else is taken for it.
  test.each(scripts.filter((script) => !script.endsWith('kontoret')))('%s refuses what it does not know', (script) => {
    const { status, stderr } = spawnSync('dash', [join(folder, script), 'dance'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('unknown argument: dance');
  });

  test('a GPIO chip that is there when the package comes is given to the controller by its new rule', () => {
    expect(ranByInstalling({ modules: '' })).toEqual([
      'systemd-sysusers ak-controller.conf',
      'systemctl --system daemon-reload',
      'udevadm control --reload',
      'udevadm trigger --action=change --subsystem-match=gpio',
    ]);
  });

  test('a card reader that the kernel’s own driver has when the package comes is left to pcscd', () => {
    const modules = 'pn533_usb 20480 0 - Live 0x0\npn533 45056 1 pn533_usb, Live 0x0\n';

    expect(ranByInstalling({ modules }).slice(-2)).toEqual([
      'modprobe --remove pn533_usb',
      'systemctl try-restart pcscd.service',
    ]);
    // And it is not loaded again, when the reader is plugged in the next time.
    expect(readFileSync(join(folder, '../systemd/modprobe.conf'), 'utf8')).toContain('\nblacklist pn533_usb\n');
  });
});

test.skipIf(process.getuid?.() !== 0)('the log is root’s to ask for on a box, and whoever is not is told so', () => {
  const input = readFileSync(join(folder, 'controller/kontoret'), 'utf8');
  const { status, stderr } = spawnSync('/bin/sh', ['-s', 'log', 'verify'], { input, encoding: 'utf8', uid: 65_534 });
  expect({ status, stderr }).toEqual({ status: 77, stderr: 'kontoret log: only root can do this.\n' });
});
