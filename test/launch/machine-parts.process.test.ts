import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const source: string = new URL('../../provisioning/launch/machine-parts.js', import.meta.url).href;

/** An installation that ends when its input does, as a process of its own; `policy`: in the place of policy-rc.d. */
function installing(policy: string) {
  const program = `import { withoutStartingServices } from '${source}';
    await withoutStartingServices(async () => {
      process.stdout.write('installing');
      for await (const _ of process.stdin);
    }, process.argv[1]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', program, policy], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

// Whoever may not write it leaves it to apt.
describe.skipIf(process.getuid?.() !== 0)(
  'what keeps Debian from starting services while packages are installed',
  () => {
    test.each(['the end', 'SIGINT', 'SIGTERM', 'SIGKILL'] as const)('is gone after %s and another run', async (how) => {
      const policy = join(tempFolder(), 'policy-rc.d');
      const child = installing(policy);
      await once(child.stdout, 'data');
      expect(readFileSync(policy, 'utf8')).toMatch(/^#!\/bin\/sh\n(.*\n)?exit 101\n$/);
      if (how === 'the end') child.stdin.end();
      else child.kill(how);
      const [code, signal] = await once(child, 'exit');
      expect(how === 'the end' ? code : signal).toBe(how === 'the end' ? 0 : how);
      expect(existsSync(policy)).toBe(how === 'SIGKILL');
      const next = installing(policy);
      next.stdin.end();
      expect(await once(next, 'exit')).toEqual([0, null]);
      expect(existsSync(policy)).toBe(false);
    });

    test('is left as it is where somebody else has put it there', async () => {
      const policy = join(tempFolder(), 'policy-rc.d');
      writeFileSync(policy, '#!/bin/sh\nexit 101\n');
      const child = installing(policy);
      child.stdin.end();
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(readFileSync(policy, 'utf8')).toBe('#!/bin/sh\nexit 101\n');
    });
  },
);
