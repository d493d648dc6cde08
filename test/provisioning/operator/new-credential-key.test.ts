import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runNewCredentialKey } from '../../../provisioning/operator/run-new-credential-key.ts';
import { anOperator, newOffice, reKeyed } from './an-operator.ts';

test('bundles from then on have another key for cards, and the one before is kept', async () => {
  const operator = await anOperator();
  const before = await newOffice(operator);
  const { exit, told } = runNewCredentialKey(['--folder', operator.folder]);
  expect(exit).toBe(0);
  const after = await reKeyed(operator, 'after.bundle');
  expect(Buffer.from(after.credentialKey, 'base64')).toHaveLength(32);
  expect(after.credentialKey).not.toBe(before.credentialKey);
  expect(readFileSync(String(told.earlier)).toString('base64')).toBe(before.credentialKey);
  const modes = [String(told.earlier), join(operator.folder, 'credential.key')].map((file) => statSync(file).mode);
  expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600]);
});

test('an earlier key is never written over', async () => {
  const operator = await anOperator();
  const at = new Date('2026-11-30T12:00:00Z');
  const { told } = runNewCredentialKey(['--folder', operator.folder], at);
  const files = [String(told.earlier), join(operator.folder, 'credential.key')];
  const before = files.map((file) => readFileSync(file, 'hex'));
  expect(runNewCredentialKey(['--folder', operator.folder], at)).toMatchObject({
    exit: 73,
    told: { code: 'file-exists' },
  });
  expect(files.map((file) => readFileSync(file, 'hex'))).toEqual(before);
});

test('a folder is wanted', () => {
  expect(runNewCredentialKey([])).toMatchObject({ exit: 64, told: { code: 'usage' } });
});
