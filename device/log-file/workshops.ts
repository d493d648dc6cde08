import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdLock } from '../storage/database.ts';

/** Where copies of the database are for a while, below the data folder, and what keeps each for one command at a time. */
const BACKUP = { folder: 'backup-under-way', lock: 'backup.lock' } as const;
const REHEARSAL = { folder: 'rehearsal-under-way', lock: 'rehearsal.lock' } as const;
type Kind = typeof BACKUP | typeof REHEARSAL;

export type Workshop = { readonly folder: string; leave(): void };

/** Where a backup is made, with plain copies. */
export function enterBackupWorkshop(dataFolder: string): Workshop | null {
  return enter(dataFolder, BACKUP);
}

/** Where a copy of the database is migrated. */
export function enterRehearsal(dataFolder: string): Workshop | null {
  return enter(dataFolder, REHEARSAL);
}

/** Removes what a crash left of a backup or a rehearsal. Throws as the disk does. */
export function clearWorkshops(dataFolder: string): void {
  for (const kind of [BACKUP, REHEARSAL])
    if (existsSync(join(dataFolder, kind.folder))) enter(dataFolder, kind)?.leave();
}

/** Empty, and for the owner alone. Null while another command is in it. All that is in it goes when it is left. */
function enter(dataFolder: string, kind: Kind): Workshop | null {
  const hold = holdLock(join(dataFolder, kind.lock));
  if (hold === null) return null;
  const folder = join(dataFolder, kind.folder);
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
