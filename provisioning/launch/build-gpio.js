import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchFault, run, step } from './console.js';
import { inRoot } from './paths.js';

/** Where a machine with GPIO lines has them, in the new interface and the old. */
const GPIO_PLACES = ['/dev', '/sys/class/gpio'];

/** What each package compiles, what it links, and the header without which it is not tried. */
const ADDONS = [
  { name: 'node-libgpiod', output: 'node-libgpiod.node', libraries: ['-lgpiod'], header: '/usr/include/gpiod.h' },
  { name: 'epoll', output: 'epoll.node', libraries: [], header: '/usr/include/linux/version.h' },
];

/**
 * Compiles the GPIO addons (`node-libgpiod`; `epoll` for `onoff`) against the pinned Node's headers, on a machine that
 * has GPIO. Optional: returns why GPIO by libgpiod cannot be had, or null.
 */
export async function buildGpio() {
  if (!GPIO_PLACES.some(hasChip)) return null;
  const lacking = [];
  for (const addon of ADDONS) lacking.push(await buildAddon(addon));
  return lacking[0];
}

function hasChip(folder) {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('gpiochip'));
}

async function buildAddon({ name, output, libraries, header }) {
  const sources = inRoot('node_modules', name, 'src');
  const target = inRoot('node_modules', name, 'build', 'Release', output);
  if (existsSync(target)) return null;
  if (!existsSync(sources)) return `the package ${name} is not installed`;
  if (!existsSync(header)) return `${header} is missing: libgpiod-dev is not installed`;
  if ((await run('g++', ['--version'])).code !== 0) return 'g++ is not installed';
  mkdirSync(join(target, '..'), { recursive: true });
  const files = readdirSync(sources).filter((file) => file.endsWith('.cc'));
  try {
    await step(`Building the addon of ${name}`, 'g++', [
      ...['-std=c++20', '-O2', '-fPIC', '-shared', '-w', `-DNODE_GYP_MODULE_NAME=${name}`],
      `-I${inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'include', 'node')}`,
      `-I${inRoot('node_modules', 'nan')}`,
      ...files.map((file) => join(sources, file)),
      ...['-o', `${target}.part`, ...libraries],
    ]);
    renameSync(`${target}.part`, target);
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    return error.message;
  }
  return null;
}
