import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildGpio } from './build-gpio.js';
import { buildPcsc } from './build-pcsc.js';
import { LaunchFault, say, step } from './console.js';
import { findNode24, inRoot, root } from './paths.js';

const packagesStamp = inRoot('node_modules', '.ak-packages');
const buildStamp = inRoot('.build', '.ak-build');

/** Everything that the build is made of. */
const builtFrom = [
  'device',
  'electron',
  'provisioning/box',
  'provisioning/bundle',
  'provisioning/central',
  'provisioning/cli',
  'provisioning/command-line',
  'provisioning/files',
  'provisioning/operator',
  'provisioning/packages/list-modules.ts',
  'provisioning/update',
  'renderer',
  'tsconfig.base.json',
  'tsconfig.json',
  'rolldown.config.ts',
  'vite.config.ts',
  'package-lock.json',
];

/** Installs the locked packages when they are missing or stale, and builds what needs building. Returns Node 24. */
export async function setUp() {
  await installPackages();
  const node = findNode24();
  if (node === null)
    throw new LaunchFault(`Node.js 24 is needed and there is none for ${process.platform}-${process.arch}.`);
  const lacking = await buildPcsc();
  if (lacking !== null) say(`PC/SC readers cannot be used: ${lacking}`);
  const noGpio = await buildGpio();
  if (noGpio !== null) say(`GPIO cannot be used: ${noGpio}`);
  await build(node);
  return node;
}

async function installPackages() {
  const wanted = digestOf(['package-lock.json']);
  if (readStamp(packagesStamp) === wanted) return;
  await step('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  writeStamp(packagesStamp, wanted);
}

async function build(node) {
  const wanted = digestOf(builtFrom);
  if (readStamp(buildStamp) === wanted) return;
  const tool = (path) => inRoot('node_modules', path);
  await step('Building the controller', node, [tool('rolldown/bin/cli.mjs'), '-c'], { cwd: root });
  await step('Building the shell', node, [tool('typescript/bin/tsc'), '-b', 'electron'], { cwd: root });
  // Whoever runs tests has another NODE_ENV, and the screen would be built as for its makers.
  const env = { ...process.env, NODE_ENV: 'production' };
  await step('Building the screen', node, [tool('vite/bin/vite.js'), 'build'], { cwd: root, env });
  writeStamp(buildStamp, wanted);
}

/** A digest of the names and contents of files and folders of the checkout. */
function digestOf(paths) {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRoot(path)))
      .update('\0');
  for (const path of paths) for (const file of filesIn(path)) add(file);
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(inRoot(path))) return [];
  try {
    return readdirSync(inRoot(path))
      .sort()
      .flatMap((name) => filesIn(join(path, name)));
  } catch {
    return [path];
  }
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function writeStamp(file, digest) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
}
