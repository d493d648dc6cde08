import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { office } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const launcher = fileURLToPath(new URL('../../provisioning/launch/documents.js', import.meta.url));

/** What `npm run documents` runs; npm tells where it was called. */
function launched(calledIn: string, ...args: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [launcher, ...args], {
    env: { ...process.env, INIT_CWD: calledIn },
    encoding: 'utf8',
  });
  return { exit: status, out: stdout };
}

test('the command as it is installed writes where it was called, and ends with the code for what it found', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify(office));
  const asked = ['--config', 'config.json', '--out', 'handlingar'];
  expect(launched(folder, ...asked, '--check')).toEqual({ exit: 1, out: '' });
  expect(launched(folder, ...asked)).toMatchObject({ exit: 0, out: expect.stringContaining('left to fill in') });
  expect(existsSync(join(folder, 'handlingar', 'anslag-vid-dorren.md'))).toBe(true);
  expect(launched(folder, ...asked, '--check').exit).toBe(0);
  expect(launched(folder).exit).toBe(64);
}, 300_000);
