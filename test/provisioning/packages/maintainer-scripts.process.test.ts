import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeWith } from '../../support/parts.ts';

const folder = fileURLToPath(new URL('../../../provisioning/packages', import.meta.url));
const scripts = ['controller', 'kiosk'].flatMap((name) =>
  readdirSync(join(folder, name)).map((script) => join(name, script)),
);

describeWith(['dpkg'], 'maintainer scripts', () => {
  test.each(scripts)('%s is a script of the shell that Debian has, and ends at the first fault', (script) => {
    expect(spawnSync('dash', ['-n', join(folder, script)]).status).toBe(0);
    const lines = readFileSync(join(folder, script), 'utf8').split('\n');
    expect(lines[0]).toBe('#!/bin/sh');
    if (!script.endsWith('kontoret')) expect(lines).toContain('set -e');
  });

  // Debian Policy 6.5: what each is called with, and that nothing else is taken for it.
  test.each(scripts.filter((script) => !script.endsWith('kontoret')))('%s refuses what it does not know', (script) => {
    const { status, stderr } = spawnSync('dash', [join(folder, script), 'dance'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('unknown argument: dance');
  });
});
