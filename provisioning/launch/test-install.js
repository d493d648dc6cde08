import { spawn } from 'node:child_process';
import { LaunchFault, main, run, step } from './console.js';
import { inRoot, root } from './paths.js';
import { setUp } from './setup.js';

const TOOLS = { mmdebstrap: 'mmdebstrap', 'systemd-nspawn': 'systemd-container', nsenter: 'util-linux' };

/** `npm run test:install`: an empty Debian becomes a box, by the commands of README. Needs Debian, and root. */
await main(async () => {
  if (process.getuid?.() !== 0) throw new LaunchFault('Only root can boot a Debian tree.');
  for (const [tool, debianPackage] of Object.entries(TOOLS))
    if ((await run(tool, ['--version'])).code !== 0)
      await step(`Installing ${debianPackage}`, 'apt-get', [
        'install',
        '-y',
        '-q',
        '--no-install-recommends',
        debianPackage,
      ]);
  const node = await setUp();
  await step('Making the packages', process.execPath, [
    inRoot('provisioning', 'launch', 'package.js'),
    '--arch',
    'amd64',
  ]);
  const child = spawn(node, [inRoot('test', 'install', 'main.ts')], { cwd: root, stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
});
