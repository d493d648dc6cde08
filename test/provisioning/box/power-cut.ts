import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export class PowerCut extends Error {}

/** What is written into a file shows once the file has its name, so these are where a cut makes a difference. */
const OF_NAMES = ['renameSync', 'linkSync', 'rmSync', 'rmdirSync', 'unlinkSync', 'mkdirSync'] as const;
const OF_CONTENT = ['writeSync', 'writeFileSync', 'chmodSync', 'chownSync', 'ftruncateSync'] as const;

/**
 * Runs `act` on a disk whose power is cut before the change of a name with this number, from 0: that change and all that would come
 * after it, of whoever cleans up, are never made. Resolves with what came of it, or the cut. Nothing waits for the disk.
 */
export async function withPowerCut<T>(before: number, act: () => Promise<T>): Promise<T | PowerCut> {
  const real = Object.fromEntries([...OF_NAMES, ...OF_CONTENT, 'fsyncSync' as const].map((name) => [name, fs[name]]));
  let changes = 0;
  fs.fsyncSync = () => {};
  for (const name of [...OF_NAMES, ...OF_CONTENT]) {
    const change = real[name] as (...args: readonly unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: readonly unknown[]) => {
        if (OF_NAMES.some((each) => each === name)) changes += 1;
        if (changes > before) throw new PowerCut();
        return change(...args);
      },
    });
  }
  syncBuiltinESMExports();
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof PowerCut) return cause;
    throw cause;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
}

/** Without waiting for the disk. */
export const quickly = <T>(act: () => Promise<T>) => withPowerCut(Number.POSITIVE_INFINITY, act);
