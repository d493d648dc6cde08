import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type EpochMs, epochMs } from './contract/units.ts';
import type { LifeSign } from './ports/life-sign.ts';

/** A file with the time of the last sign, in epoch ms. A disk that does not take it costs the next start its knowledge. */
export function lifeSignFile(file: string): LifeSign {
  const before = read(file);
  let newest: EpochMs | null = null;
  let writing: Promise<void> | null = null;
  const write = async () => {
    while (newest !== null) {
      const sign = String(Math.round(newest));
      newest = null;
      // The log tells of a disk that is full or broken.
      await writeFile(file, sign, { mode: 0o600 }).catch(() => {});
    }
    writing = null;
  };
  return {
    last: () => (before === null ? null : epochMs(before)),
    give(now) {
      newest = now;
      writing ??= write();
      return writing;
    },
  };
}

function read(file: string): number | null {
  try {
    const text = readFileSync(file, 'utf8');
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}
