import { spawn } from 'node:child_process';
import { LaunchFault, main, run } from './console.js';
import { makePackageInputs } from './package-inputs.js';
import { inRoot, root } from './paths.js';
import { setUp } from './setup.js';

const TOOLS = {
  'qemu-system-aarch64': 'qemu-system-arm',
  'aarch64-linux-gnu-g++': 'g++-aarch64-linux-gnu',
  'apt-get': 'apt',
  dpkg: 'dpkg',
  cpio: 'cpio',
};

/** `npm run test:pi`: the GPIO drivers in an emulated Raspberry Pi 3. Needs Debian, and some tools of it. */
await main(async () => {
  for (const [tool, debianPackage] of Object.entries(TOOLS))
    if ((await run(tool, ['--version'])).code !== 0)
      throw new LaunchFault(`${tool} is missing: apt-get install ${debianPackage}`);
  const node = await setUp();
  await makePackageInputs(inRoot('.cache', 'packages'), 'arm64');
  const child = spawn(node, [inRoot('test', 'pi', 'main.ts')], { cwd: root, stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
});
