import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdLock } from '../storage/database.ts';

const workshopIn = (dataFolder: string) => join(dataFolder, 'backup-under-way');

/**
 * Where a backup is made, with plain copies: empty, for the owner alone, and for one backup at a time. Null while another
 * one is made. All that is in it goes when it is left.
 */
export function enterBackupWorkshop(dataFolder: string): { readonly folder: string; leave(): void } | null {
  const hold = holdLock(join(dataFolder, 'backup.lock'));
  if (hold === null) return null;
  const folder = workshopIn(dataFolder);
  const clear = () => rmSync(folder, { recursive: true, force: true });
  clear();
  mkdirSync(folder, { mode: 0o700 });
  return {
    folder,
    leave() {
      clear();
      hold.close();
    },
  };
}

/** Removes what a crash left of a backup. Throws as the disk does. */
export function clearBackupWorkshop(dataFolder: string): void {
  if (existsSync(workshopIn(dataFolder))) enterBackupWorkshop(dataFolder)?.leave();
}
