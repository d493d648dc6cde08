import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { LaunchFault, main, run, step } from './console.js';
import { inRoot, root } from './paths.js';
import { setUp } from './setup.js';

const TOOLS = { mmdebstrap: 'mmdebstrap', 'systemd-nspawn': 'systemd-container', nsenter: 'util-linux' };

/** Of the same first number, within which the two packages go together. */
const laterThan = (version) => `${version.split('.')[0]}.99999.0`;

/** `npm run test:install`: an empty Debian becomes a box, by the commands of README. Needs Debian, and root. */
await main(async () => {
  if (process.getuid?.() !== 0) throw new LaunchFault('Only root can boot a Debian tree.');
  const install = ['install', '-y', '-q', '--no-install-recommends'];
  for (const [tool, debianPackage] of Object.entries(TOOLS))
    if ((await run(tool, ['--version'])).code !== 0)
      await step(`Installing ${debianPackage}`, 'apt-get', [...install, debianPackage]);
  const node = await setUp();
  const make = (...args) => [inRoot('provisioning', 'launch', 'package.js'), '--arch', 'amd64', ...args];
  await step('Making the packages', process.execPath, make());
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const later = ['--version', laterThan(version), '--out', inRoot('.build', 'packages-later')];
  await step('Making the packages of a later version', process.execPath, make(...later));
  const child = spawn(node, [inRoot('test', 'install', 'main.ts')], { cwd: root, stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
});
