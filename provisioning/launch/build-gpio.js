import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ADDONS, compilerArguments, sourcesOf } from './addons.js';
import { LaunchFault, run, step } from './console.js';
import { inRoot } from './paths.js';

/** Where a machine with GPIO lines has them, in the new interface and the old. */
const GPIO_PLACES = ['/dev', '/sys/class/gpio'];

/** The header without which a package's addon is not tried. */
const NEEDED = { 'node-libgpiod': '/usr/include/gpiod.h', epoll: '/usr/include/linux/version.h' };

/**
 * Compiles the GPIO addons (`node-libgpiod`; `epoll` for `onoff`) against the pinned Node's headers, on a machine that
 * has GPIO. Optional: returns why GPIO by libgpiod cannot be had, or null.
 */
export async function buildGpio() {
  if (!GPIO_PLACES.some(hasChip)) return null;
  const lacking = [];
  for (const [name, header] of Object.entries(NEEDED)) lacking.push(await buildAddon(name, header));
  return lacking[0];
}

function hasChip(folder) {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('gpiochip'));
}

async function buildAddon(name, header) {
  const target = inRoot('node_modules', ADDONS[name].output);
  if (existsSync(target)) return null;
  if (!existsSync(sourcesOf(name))) return `the package ${name} is not installed`;
  if (!existsSync(header)) return `${header} is missing: libgpiod-dev is not installed`;
  if ((await run('g++', ['--version'])).code !== 0) return 'g++ is not installed';
  mkdirSync(join(target, '..'), { recursive: true });
  const nodeHeaders = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'include', 'node');
  try {
    const args = compilerArguments(name, { nodeHeaders, output: `${target}.part` });
    await step(`Building the addon of ${name}`, 'g++', args);
    renameSync(`${target}.part`, target);
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    return error.message;
  }
  return null;
}
