import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { LaunchFault, main } from './console.js';
import { installMachineParts } from './machine-parts.js';
import { makePackageInputs, packageTools } from './package-inputs.js';
import { inRoot } from './paths.js';
import { setUp } from './setup.js';

/**
 * `npm run package [-- --arch amd64] [--out FOLDER] [--version 1.2.3]`: the Debian packages, into `.build/packages`. A
 * part that cannot be had is a fault: no package is made without it.
 */
await main(async () => {
  const args = process.argv.slice(2);
  const { arch } = parseArgs({ args, options: { arch: { type: 'string' } }, strict: false }).values;
  const architectures = ['amd64', 'arm64'].filter((name) => arch === undefined || arch === name);
  const lacking = await installMachineParts(packageTools(architectures));
  if (lacking.length > 0) throw new LaunchFault(`Packages cannot be made:\n${lacking.join('\n')}`);
  const node = await setUp();
  const inputs = inRoot('.cache', 'packages');
  for (const architecture of architectures) await makePackageInputs(inputs, architecture);
  const child = spawn(node, [inRoot('provisioning', 'packages', 'main.ts'), '--inputs', inputs, ...args], {
    // Where npm was called: that is what --out is told from.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
  });
  child.on('exit', (code) => process.exit(code ?? 1));
});
