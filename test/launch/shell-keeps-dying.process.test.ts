import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Launcher } from '../support/launcher.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A browser that writes down what it was to show, and dies. */
function dyingBrowser() {
  const folder = tempFolder();
  const shown = join(folder, 'shown');
  writeFileSync(join(folder, 'chromium'), `#!/bin/sh\necho "$*" >> ${shown}\nexit 1\n`, { mode: 0o755 });
  const lines = () => (existsSync(shown) ? readFileSync(shown, 'utf8').trim().split('\n') : []);
  return { folder, lines };
}

test('a browser that keeps dying is started again at once, then later, and a plain page is tried meanwhile', async () => {
  const { folder, lines } = dyingBrowser();
  const env = { AK_SHELL: 'chromium', DISPLAY: ':9999', PATH: `${folder}:${process.env.PATH}` };
  const launcher = new Launcher({ env });
  await expect.poll(() => lines().length, { timeout: 15_000 }).toBe(4);
  expect(lines().map((line) => /--app=(\S+)/.exec(line)?.[1])).toEqual([
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/),
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/),
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/),
    expect.stringMatching(/^file:\/\/.*\/provisioning\/kiosk\/waiting\.html$/),
  ]);
  await launcher.says(/shell ended; it is started anew in 5 s/);
  launcher.child.kill('SIGINT');
  expect(await launcher.exited).toBe(0);
});
