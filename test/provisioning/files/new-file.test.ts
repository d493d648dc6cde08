import { existsSync, type linkSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginFile, finishFile, nameOnce, writeNewFile } from '../../../provisioning/files/new-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('a file has its name once all of it is written, and not before', () => {
  const file = join(tempFolder(), 'file');
  const begun = beginFile(file, 'all of it', 0o600);
  expect(existsSync(file)).toBe(false);
  expect(begun.ok && finishFile(begun.value, { replace: false }).ok).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('all of it');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file}.part`)).toBe(false);
});

test('a file that is there is kept, unless it may be replaced', () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, 'before');
  expect(writeNewFile(file, 'after', 0o600)).toMatchObject({ error: { code: 'file-exists' } });
  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(existsSync(`${file}.part`)).toBe(false);
  const begun = beginFile(file, 'after', 0o600);
  expect(begun.ok && finishFile(begun.value, { replace: true }).ok).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('after');
});

test('where there are no links, as on the vfat of a USB stick, the same holds', () => {
  const file = join(tempFolder(), 'file');
  const linkless: typeof linkSync = () => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'link' });
  };
  writeFileSync(`${file}.part`, 'all of it');
  nameOnce(`${file}.part`, file, linkless);
  expect(readFileSync(file, 'utf8')).toBe('all of it');
  writeFileSync(`${file}.part`, 'another');
  expect(() => nameOnce(`${file}.part`, file, linkless)).toThrow('EPERM');
  expect(readFileSync(file, 'utf8')).toBe('all of it');
});
