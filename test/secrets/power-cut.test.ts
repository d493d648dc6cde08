import { randomBytes } from 'node:crypto';
import fs, { readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ReaderId } from '../../device/contract/ids.ts';
import { openDataFolder } from '../../device/data-folder.ts';
import { ReaderKeyFile } from '../../device/reader-key-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What is asked of the disk from now on, in its order: `flush <path>` (fsync(2)) and `name <path>` for a file that gets it. */
function asked(): readonly string[] {
  const told: string[] = [];
  const { fsyncSync, renameSync } = fs;
  fs.fsyncSync = (handle) => {
    told.push(`flush ${readlinkSync(`/proc/self/fd/${handle}`)}`);
    fsyncSync(handle);
  };
  fs.renameSync = (from, to) => {
    told.push(`name ${to}`);
    renameSync(from, to);
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(fs, { fsyncSync, renameSync });
    syncBuiltinESMExports();
  });
  return told;
}

/** Content, name, folder: with the power cut at any moment the file is there as a whole or not at all, and stays. */
const asAWhole = (file: string) => [`flush ${file}.new`, `name ${file}`, `flush ${dirname(file)}`];

test('what a box is made of at its first start outlives a power cut: half a secret would keep it from starting', async () => {
  const folder = tempFolder();
  const told = asked();
  await openDataFolder(folder);
  const secrets = ['credential.key', 'session-secret', 'admin-token', 'shell-token'];
  expect(told).toEqual(secrets.flatMap((name) => asAWhole(join(folder, name))));
});

test('the key of a reader is on the disk before the reader has it: a power cut locks no reader out', () => {
  const path = join(tempFolder(), 'reader-keys.json');
  const file = ReaderKeyFile.open(path);
  const told = asked();
  expect(file.ok && file.value.keep(ReaderId.parse('front'), [randomBytes(16)])).toBe(true);
  expect(told).toEqual(asAWhole(path));
});
