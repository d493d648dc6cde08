import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installBox } from '../../../provisioning/box/install/install.ts';
import type { Asker } from '../../../provisioning/command-line/asker.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { TestOperator } from '../box/bundles.ts';

const terminal = { say: () => {}, note: () => {} };
const never = () => Promise.reject(new Error('nobody is to be asked'));
const nobody: Asker = { present: false, text: never, number: never, choice: never, yes: never, secret: never };
const install = (...args: readonly string[]) => installBox(args, terminal, nobody);

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

test('without a file and without a terminal there is no passphrase', async () => {
  const { root, bundle } = bareBox('');

  expect(await install('--bundle', bundle, '--root', root)).toMatchObject({
    exit: 64,
    told: { code: 'no-passphrase' },
  });
});

test('somebody at the terminal is asked, and what is not right is told without a word of it', async () => {
  const { root, bundle } = bareBox('age-encryption.org/v1\n');
  const somebody = { ...nobody, present: true, secret: async () => 'whispered' };

  const outcome = await installBox(['--bundle', bundle, '--root', root], terminal, somebody);

  expect(outcome).toMatchObject({ exit: 65, told: { code: 'bundle-malformed' } });
  expect(JSON.stringify(outcome)).not.toContain('whispered');
});

test('an install code that is wrong is a right that is missing, and the box stays as it was', async () => {
  const { root, args } = bareBox('');
  const operator = await TestOperator.create();
  const [flag = '', file = ''] = await operator.files(await operator.bundle());

  expect(await install(flag, file, ...args)).toMatchObject({ exit: 77, told: { code: 'passphrase-wrong' } });
  expect(readdirSync(root)).toEqual([]);
});
