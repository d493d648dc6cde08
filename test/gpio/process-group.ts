import { expect } from 'vitest';

/** Ends a controller and every keeper that it made; resolves when none of them writes anywhere any more. */
export async function endGroup(leader: number): Promise<void> {
  if (isAlive(-leader)) process.kill(-leader, 'SIGKILL');
  await expect.poll(() => isAlive(-leader), { timeout: 8_000, interval: 20 }).toBe(false);
}

/** `pid`: negative for a group. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
