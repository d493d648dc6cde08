import { existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withDiskFaults } from '../../../provisioning/box/disk-fault.ts';
import { mayChange } from '../../../provisioning/box/may-change.ts';
import { forgetOld } from '../../../provisioning/box/re-key/switch.ts';
import { wipeFile, wipeFolder } from '../../../provisioning/box/wipe.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('what is wiped is overwritten before its name goes', () => {
  const folder = tempFolder();
  const [file, other] = [join(folder, 'secret'), join(folder, 'seen')];
  writeFileSync(file, 'secret'.repeat(30_000));
  // By its other name it is seen what lies on the disk.
  linkSync(file, other);
  wipeFile(file);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(other).equals(Buffer.alloc(180_000))).toBe(true);
});

test('a folder goes with all that is in it, but for one file; a link is not followed', () => {
  const folder = tempFolder();
  const [outside, kept] = [join(folder, 'outside'), join(folder, 'a/b/kept')];
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  for (const file of [outside, kept, join(folder, 'a/gone')]) writeFileSync(file, 'content');
  symlinkSync(outside, join(folder, 'a/link'));
  wipeFolder(join(folder, 'a'), kept);
  expect(readFileSync(outside, 'utf8')).toBe('content');
  expect(readFileSync(kept, 'utf8')).toBe('content');
  expect(['gone', 'link'].map((name) => existsSync(join(folder, 'a', name)))).toEqual([false, false]);
  wipeFolder(join(folder, 'a'));
  expect(existsSync(join(folder, 'a'))).toBe(false);
});

test('the file before is never overwritten while it is the one in use', () => {
  const path = join(tempFolder(), 'config.json');
  writeFileSync(path, '{}');
  linkSync(path, `${path}.old`);
  forgetOld([{ path }]);
  expect([existsSync(`${path}.old`), readFileSync(path, 'utf8')]).toEqual([false, '{}']);
});

test('a disk that refuses is an outcome, and a bug is none', async () => {
  const refused = withDiskFaults(async () => {
    writeFileSync('/nowhere/at/all', '');
    throw new Error('not reached');
  });
  expect(await refused).toMatchObject({ exit: 73, told: { code: 'disk-refused' } });
  await expect(withDiskFaults(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});

test('on a machine that runs, only the machine itself is changed', () => {
  expect(mayChange('/mnt', { live: true })).toMatchObject({ refused: { exit: 64 } });
  expect(mayChange('/mnt', { live: false })).toMatchObject({ places: { root: '/mnt' } });
});
