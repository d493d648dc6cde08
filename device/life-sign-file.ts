import { readFileSync, writeFileSync } from 'node:fs';
import { epochMs } from './contract/units.ts';
import type { LifeSign } from './ports/life-sign.ts';

/** A file with the time of the last sign, in epoch ms. A disk that does not take it costs the next start its knowledge. */
export function lifeSignFile(file: string): LifeSign {
  const before = read(file);
  return {
    last: () => (before === null ? null : epochMs(before)),
    give(now) {
      try {
        writeFileSync(file, String(Math.round(now)), { mode: 0o600 });
      } catch {
        // The log tells of a disk that is full or broken.
      }
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
