import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptSecret } from '../../provisioning/central/data-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('a secret of the data folder is made once, for its owner alone', () => {
  const folder = tempFolder();
  const secret = keptSecret(folder, 'board-secret', 32);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(keptSecret(folder, 'board-secret', 32)).toBe(secret);
  expect(statSync(join(folder, 'board-secret')).mode & 0o777).toBe(0o600);
});

test('one that a power cut left empty is none: sessions are not signed with nothing', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'board-secret'), '');
  const secret = keptSecret(folder, 'board-secret', 32);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(readFileSync(join(folder, 'board-secret'), 'utf8')).toBe(secret);
});
