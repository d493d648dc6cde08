import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '../../../provisioning/packages/arguments.ts';
import { sourceDate } from '../../../provisioning/packages/epoch.ts';
import { packageOfModule } from '../../../provisioning/packages/list-modules.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function aFolder(): string {
  const folder = tempFolder();
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '2.3.4' }));
  return folder;
}

test('without a word both kinds of machine, in the version of package.json', () => {
  const checkout = aFolder();
  expect(readArguments([], checkout)).toEqual({
    ok: true,
    value: {
      architectures: ['amd64', 'arm64'],
      inputs: join(checkout, '.cache/packages'),
      out: join(checkout, '.build/packages'),
      version: '2.3.4',
    },
  });
  const asked = readArguments(['--arch', 'arm64', '--version', '9.0.1', '--out', '/somewhere'], checkout);
  expect(asked).toMatchObject({ value: { architectures: ['arm64'], version: '9.0.1', out: '/somewhere' } });
});

test.each([
  ['another machine', ['--arch', 'riscv64']],
  ['a version that Debian would order otherwise', ['--version', '1.0.0-rc.1']],
  ['a path for a version', ['--version', '../1.0.0']],
  ['a word that it does not know', ['--sign']],
])('%s is refused', (_name, args) => {
  expect(readArguments(args, aFolder())).toMatchObject({ ok: false, error: { code: 'usage' } });
});

test('the time of a package is what it is told, else the last commit’s, and without a history always the same', () => {
  expect(sourceDate('.', { SOURCE_DATE_EPOCH: '1700000000' })).toBe(1_700_000_000);
  const folder = tempFolder();
  expect(sourceDate(folder, {})).toBe(sourceDate(folder, { SOURCE_DATE_EPOCH: 'yesterday' }));
});

test('a file of a bundle is told to its package, as the lock file calls it', () => {
  expect(packageOfModule('/checkout/node_modules/zod/v4/core.js')).toBe('node_modules/zod');
  expect(packageOfModule('../node_modules/ajv/node_modules/fast-uri/index.js?commonjs')).toBe(
    'node_modules/ajv/node_modules/fast-uri',
  );
  expect(packageOfModule('/checkout/node_modules/@fastify/cookie/plugin.js')).toBe('node_modules/@fastify/cookie');
  expect(packageOfModule('/checkout/device/main.ts')).toBeNull();
});
