import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { expect, test } from 'vitest';
import { findStrays } from '../../../provisioning/packages/scan.ts';
import { writeInto } from '../../../provisioning/packages/tree.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const pem = (type: 'pkcs8' | 'pkcs1') =>
  generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem' },
  });

const found = (path: string, content: string | Uint8Array) => {
  const tree = tempFolder();
  writeInto(tree, path, content);
  return findStrays(tree, ['/home/somebody/']);
};

test.each([
  ['a private key', 'x.js', `const key = \`${pem('pkcs8').privateKey}\`;`],
  ['a private key of the old kind', 'x.pem', pem('pkcs1').privateKey],
  ['an age identity', 'x.txt', await generateIdentity()],
  ['a key in base64', 'x', `${randomBytes(32).toString('base64')}\n`],
  ['a key in hex', 'x', randomBytes(32).toString('hex')],
  ['a bare key', 'x', randomBytes(32)],
  ['a token of npm', 'x.json', `npm_${'a'.repeat(36)}`],
  ['a login of npm', '.npmrc', '//registry.example.org/:_authToken=abc'],
  ['a path of the machine it was built on', 'x.js', '// /home/somebody/checkout/device/main.ts'],
  ['a database', 'kiosk.sqlite', ''],
  ['the data of a demonstration', '.data/life-sign', ''],
  ['sources', 'node_modules/native/src/native.cc', ''],
  ['a map of sources', '.build/controller/main.js.map', ''],
  ['tests of others', 'node_modules/native/test/native.js', ''],
])('%s is found', (_name, path, content) => {
  expect(found(path, content)).not.toEqual([]);
});

test.each([
  ['a public key', 'release.pub', pem('pkcs8').publicKey],
  ['a short text', 'LICENSE', 'The licence of node_modules/nan\n'],
  ['words of keys', 'x.js', "const begin = '-----BEGIN PRIVATE KEY-----\\n';"],
  ['a hash within code', 'x.js', `const digest = '${randomBytes(32).toString('hex')}';`],
])('%s may be there', (_name, path, content) => {
  expect(found(path, content)).toEqual([]);
});

test.each([
  ['that the group may write', 0o664],
  ['that anybody may write', 0o646],
  ['that runs as its owner', 0o4755],
])('a file %s is found', (_name, mode) => {
  const tree = tempFolder();
  writeInto(tree, 'bin/x', '');
  chmodSync(join(tree, 'bin/x'), mode);
  expect(findStrays(tree, [])).toEqual(['bin/x: may be changed or become somebody else']);
});

test('a link is found', () => {
  const tree = tempFolder();
  symlinkSync('/etc/passwd', join(tree, 'x'));
  expect(findStrays(tree, [])).toEqual(['x: is a link']);
});
