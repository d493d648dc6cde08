import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdDatabase } from '../storage/database.ts';
import { asideEnding } from '../storage/put-aside.ts';
import { stepsOf, syncFolder } from './put-in-place.ts';

const DATABASE = 'kiosk.sqlite';
/** Written once all that is in it was checked, and is on disk; holds what the old parts are to be called. */
const CHECKED = 'checked';
const ASIDE = /^\.before-restore-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z$/;

/**
 * Where a restore has the parts ready before any of them is put in place. From the moment that they are checked the
 * restore is only ever finished: by the command itself, or after a power cut by the next start of the box, so that no
 * database is opened with the keys of another. All of it is for whoever holds the database.
 */
export class RestoreWorkshop {
  readonly folder: string;
  readonly #dataFolder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'restore-under-way');
    this.#dataFolder = dataFolder;
  }

  /** Empty, for the owner alone; what a power cut left in it is finished first, or gone. */
  begin(): void {
    this.finishOrClear();
    mkdirSync(this.folder, { mode: 0o700 });
  }

  /** To be called once everything in it was checked; gives back what the old parts are to be called, behind their names. */
  setChecked(nowMs: number): string {
    syncFolder(this.folder);
    const aside = asideEnding('before-restore', nowMs);
    writeFileSync(join(this.folder, CHECKED), aside, { mode: 0o600, flush: true });
    syncFolder(this.folder);
    syncFolder(this.#dataFolder);
    return aside;
  }

  /** Null where not all was checked, and so nothing has been put in place. */
  aside(): string | null {
    const file = join(this.folder, CHECKED);
    const aside = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return ASIDE.test(aside) ? aside : null;
  }

  /** What was checked is put in place; what was not is gone. Throws as the disk does: then it can be called again. */
  finishOrClear(): void {
    const aside = this.aside();
    if (aside !== null) for (const step of stepsOf(this.#dataFolder, this.folder, aside)) step();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** To be called before anything reads the keys. Throws as the disk does. */
export function finishRestore(dataFolder: string): void {
  const workshop = new RestoreWorkshop(dataFolder);
  if (!existsSync(workshop.folder)) return;
  const hold = holdDatabase(join(dataFolder, DATABASE));
  // Who holds it is a restore at work, or a box, that has been here before.
  if (hold === null) return;
  try {
    workshop.finishOrClear();
  } finally {
    hold.close();
  }
}
