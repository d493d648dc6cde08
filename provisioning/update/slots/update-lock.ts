import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '../../box/places.ts';

/**
 * Keeps every other update from this box until it is let go of, or this process ends. Null while another one has it. The
 * lock belongs to the open file, which flock(1) shares for a moment and this process keeps (flock(2)).
 */
export function holdUpdateLock({ releases }: Pick<Places, 'releases'>): { release(): void } | null {
  mkdirSync(releases, { recursive: true });
  const handle = openSync(join(releases, 'lock'), 'a', 0o600);
  const { status, error } = spawnSync('flock', ['--nonblock', '3'], { stdio: ['ignore', 'ignore', 'ignore', handle] });
  if (error !== undefined) throw error;
  if (status === 0) return { release: () => closeSync(handle) };
  closeSync(handle);
  return null;
}
