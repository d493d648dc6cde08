import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { lifeSignFile } from '../../device/life-sign-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const module = new URL('../../device/life-sign-file.ts', import.meta.url).href;

test('a sign of life that the disk does not take keeps no door waiting', () => {
  const file = join(tempFolder(), 'life-sign');
  // A pipe that nobody reads: it is opened for as long as a disk hangs.
  const program = `
    import { execFileSync } from 'node:child_process';
    import { lifeSignFile } from '${module}';
    const sign = lifeSignFile('${file}');
    execFileSync('mkfifo', ['${file}']);
    for (const minute of [1, 2, 3]) void sign.give(minute * 60_000);
    setTimeout(() => {
      process.stdout.write('goes on');
      process.kill(process.pid, 'SIGKILL');
    }, 10);`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 10_000,
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ stdout: 'goes on' });
});

test('of signs that come while one is written the last one is there in the end', async () => {
  const file = join(tempFolder(), 'life-sign');
  const sign = lifeSignFile(file);
  await Promise.all([1, 2, 3].map((at) => sign.give(epochMs(at))));
  expect(readFileSync(file, 'utf8')).toBe('3');
  expect(lifeSignFile(file).last()).toBe(3);
});
