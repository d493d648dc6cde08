import { setPriority } from 'node:os';

/**
 * The process of this number comes after the door, which has the same machine. Where the kernel lets nobody say so, as in
 * the sandbox of the unit, it comes beside it. `niceness`: 1 to 19. Does nothing for a process that could not be started.
 */
export function giveWay(pid: number | undefined, niceness: number): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, niceness);
  } catch {
    // No reason to do without what it gives.
  }
}
