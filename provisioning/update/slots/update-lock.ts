import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import { systemErrorOf } from '../system-error.ts';

/** `update-running`: another one has it. `no-permission`: only root changes the releases of a box. */
export type LockFault = { readonly code: 'update-running' | 'no-permission'; readonly detail: string };
export type UpdateLock = { release(): void };

/**
 * Keeps every other update from this box until it is let go of, or this process ends. The lock belongs to the open file,
 * which flock(1) shares for a moment and this process keeps (flock(2)).
 */
export function holdUpdateLock({ releases }: Pick<Places, 'releases'>): Result<UpdateLock, LockFault> {
  const handle = openLock(releases);
  if (handle === null) return err({ code: 'no-permission', detail: `${releases} is root’s alone to change.` });
  const { status, error } = spawnSync('flock', ['--nonblock', '3'], { stdio: ['ignore', 'ignore', 'ignore', handle] });
  if (error !== undefined) throw error;
  if (status === 0) return ok({ release: () => closeSync(handle) });
  closeSync(handle);
  return err({ code: 'update-running', detail: 'Another update is under way: wait for its end.' });
}

/** Null where this user may not. */
function openLock(releases: string): number | null {
  try {
    mkdirSync(releases, { recursive: true });
    return openSync(join(releases, 'lock'), 'a', 0o600);
  } catch (cause) {
    const { code } = systemErrorOf(cause);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return null;
    throw cause;
  }
}
