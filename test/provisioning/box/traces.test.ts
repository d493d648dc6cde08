import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { searchFor } from '../../../provisioning/box/retire/search.ts';
import { tracesOf } from '../../../provisioning/box/retire/traces.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SALT = 'salt';

function traceCount(content: string | Uint8Array): number {
  const file = join(tempFolder(), 'a-file');
  writeFileSync(file, content, { mode: 0o600 });
  return tracesOf(file, SALT).traces.length;
}

test('keys and tokens are looked for, as bytes and as text tells them', () => {
  expect(traceCount(randomBytes(32))).toBe(3);
  expect(traceCount(randomBytes(32).toString('base64url'))).toBe(1);
});

test('the box’s own address is no secret: every program has it in it', () => {
  expect(traceCount('http://127.0.0.1:7380/')).toBe(0);
});

/** What of an erased file is found in another. */
function foundIn(other: string, erased: string): number {
  const [file, folder] = [join(tempFolder(), 'erased'), tempFolder()];
  writeFileSync(file, erased, { mode: 0o600 });
  writeFileSync(join(folder, 'other'), other);
  return searchFor(tracesOf(file, SALT).traces, { places: [folder], spared: [], salt: SALT }).found.length;
}

test('a key is found, and another of its kind is not taken for it', () => {
  const pem = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = pem();
  expect(foundIn(`somewhere ${key}`, key)).toBe(1);
  expect(foundIn(pem(), key)).toBe(0);
});

test('where a device lies is no secret of which every program has the beginning', () => {
  const line = '{"event":"part-faulted","detail":"cannot open /dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0"}';
  expect(foundIn('Best one below /dev/serial/by-id: it stays', line)).toBe(0);
});

test('a key in text is found without the signs that fill it up', () => {
  const key = randomBytes(32);
  const file = key.toString('base64');
  expect(foundIn(file.replace(/=+$/, ''), file)).toBe(1);
});
