import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../access-file/exit-codes.ts';
import { failed, type Outcome } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import { checkDatabase, copyDatabase, migrateWhileStopped } from '../storage/copy-database.ts';
import { storageFaultOf } from '../storage/database.ts';
import { enterRehearsal } from './workshops.ts';

const DATABASE = 'kiosk.sqlite';

/**
 * Tries on a copy whether this program can take over the database of this folder: copies it while the box goes on, brings
 * the copy up to date, follows its whole log, and removes it. The database itself is only read.
 */
export async function rehearse(dataFolder: string, progress: Progress): Promise<Outcome> {
  const database = join(dataFolder, DATABASE);
  if (!existsSync(database)) return failed(EXIT.noInput, 'log-unreadable', `There is no database in ${dataFolder}`);
  const workshop = enterRehearsal(dataFolder);
  if (workshop === null)
    return failed(EXIT.tryAgain, 'rehearsal-under-way', 'Another rehearsal goes on: wait for its end');
  const copy = join(workshop.folder, DATABASE);
  try {
    progress.begin('Copying', 'measured');
    await copyDatabase(database, copy, (done, total) => progress.reached(done, total));
    progress.begin('Bringing the copy up to date, and following its log', 'unmeasured');
    const migrated = migrateWhileStopped(copy);
    if (!migrated.ok) return failed(EXIT.refused, migrated.error.code, migrated.error.message);
    const checked = checkDatabase(copy);
    if (!checked.ok) return failed(EXIT.refused, checked.error.code, `After its migration: ${checked.error.message}`);
    const [from, { schemaVersion: to, rows }] = [migrated.value, checked.value];
    const lines = [`This program can take over the database: ${rows} rows, schema ${from}, which becomes ${to}`];
    return { exit: EXIT.done, lines, told: { ok: true, from, to, rows } };
  } catch (cause) {
    const { code, detail } = storageFaultOf(cause);
    return failed(EXIT.tryAgain, code, detail);
  } finally {
    progress.end();
    workshop.leave();
  }
}
