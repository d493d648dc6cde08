import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from './checks.ts';
import { packagesComeAndGo, type Tree, type Version } from './packages.ts';

/** A tree in which commands run with nothing started, and with this machine's network: apt wants Debian's lists. */
function quietTree(folder: string): Tree {
  const nspawn = ['--quiet', '--register=no', '--keep-unit', '--pipe', '-D', folder, '--'];
  return {
    run: (command) =>
      new Promise((resolve) => {
        execFile('systemd-nspawn', [...nspawn, ...command], { maxBuffer: 64 << 20 }, (fault, stdout, stderr) => {
          // What nspawn itself remarks is on stderr too, and no answer of the command.
          if (fault === null) resolve({ code: 0, output: stdout });
          else resolve({ code: typeof fault.code === 'number' ? fault.code : -1, output: stdout + stderr });
        });
      }),
    copyIn: async (hostFile, treePath) => cpSync(hostFile, join(folder, treePath)),
  };
}

/** In a tree of its own, which is no box. */
export async function comeAndGo(folder: string, older: Version, newer: Version, checks: Checks): Promise<void> {
  await checks.holds('the packages install, upgrade, downgrade and purge, and leave nothing', async () => {
    await packagesComeAndGo(quietTree(folder), { architecture: 'amd64', older, newer });
    return `${older.version} and ${newer.version}`;
  });
}
