import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installBox } from '../../../provisioning/box/install/install.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const terminal = { say: () => {}, note: () => {} };
const install = (...args: readonly string[]) => installBox(args, terminal);

/** A bare tree, with what is to go on it. */
function bareBox(bundle: string) {
  const folder = tempFolder();
  mkdirSync(join(folder, 'root'));
  writeFileSync(join(folder, 'bundle'), bundle);
  writeFileSync(join(folder, 'code'), 'sixteen characters\n');
  const args = ['--root', join(folder, 'root'), '--passphrase-file', join(folder, 'code')];
  return { root: join(folder, 'root'), args, bundle: join(folder, 'bundle') };
}

test.each([
  [[]],
  [['--bundle', 'x', '--ssh-from', 'anywhere']],
  [['--bundle', 'x', 'and more']],
  [['--bundle', 'x', '--passphrase', 'said aloud']],
])('is not called like this: %j', async (args) => {
  expect(await install(...args)).toMatchObject({ exit: 64, told: { code: 'usage' } });
});

test('a bundle that is not there, and one that is none, leave the box as it was', async () => {
  const { root, args, bundle } = bareBox('not a bundle at all');

  expect(await install('--bundle', `${bundle}-not`, ...args)).toMatchObject({
    exit: 66,
    told: { code: 'file-unreadable' },
  });
  expect(await install('--bundle', bundle, ...args)).toMatchObject({ exit: 65, told: { code: 'bundle-malformed' } });
  expect(readdirSync(root)).toEqual([]);
});

test('a file that never ends is not read to its end', async () => {
  const { args } = bareBox('');

  expect(await install('--bundle', '/dev/zero', ...args)).toMatchObject({
    exit: 65,
    told: { code: 'bundle-too-large' },
  });
});
