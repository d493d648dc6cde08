import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ADDONS, compilerArguments, sourcesOf } from './addons.js';
import { LaunchFault, run, step } from './console.js';
import { inRoot } from './paths.js';

/** Where the package looks for its addon (dist/lib/index.js). */
const addon = inRoot('node_modules', ADDONS.smartcard.output);
const sources = sourcesOf('smartcard');

/**
 * Compiles the PC/SC addon of `smartcard` against the pinned Node's headers; the package ships none, and install
 * scripts are off. Optional: returns why it cannot be had, or null when it is there.
 */
export async function buildPcsc() {
  if (!existsSync(sources)) return 'the package smartcard is not installed';
  const files = readdirSync(sources).filter((name) => name.endsWith('.cpp'));
  const newest = Math.max(...files.map((name) => statSync(join(sources, name)).mtimeMs));
  if (existsSync(addon) && statSync(addon).mtimeMs >= newest) return null;
  if (!existsSync('/usr/include/PCSC/winscard.h')) return 'libpcsclite-dev is not installed';
  if ((await run('g++', ['--version'])).code !== 0) return 'g++ is not installed';
  mkdirSync(join(addon, '..'), { recursive: true });
  try {
    // Renamed when it is whole, so that an interrupted build is not taken for a done one.
    const nodeHeaders = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'include', 'node');
    const args = compilerArguments('smartcard', { nodeHeaders, output: `${addon}.part` });
    await step('Building the PC/SC addon', 'g++', args);
    renameSync(`${addon}.part`, addon);
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    return error.message;
  }
  return null;
}
