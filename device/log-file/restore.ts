import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFileFault } from '../access-file/box-folder.ts';
import { EXIT } from '../access-file/exit-codes.ts';
import { failed, type Outcome } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import { BootId } from '../contract/ids.ts';
import { appendWhileStopped, checkDatabase, settleDatabase } from '../storage/copy-database.ts';
import { holdDatabase, storageFaultOf } from '../storage/database.ts';
import { heldIn } from '../storage/quarantine.ts';
import { decrypted } from './backup.ts';
import { type Header, unpack } from './backup-container.ts';
import { RestoreWorkshop } from './restore-workshop.ts';

export type RestoreOptions = { readonly from: string; readonly identity: string };

const DATABASE = 'kiosk.sqlite';
const DAY_MS = 86_400_000;

/**
 * Puts the database of a backup, and its keys, in place of what is there, which is put aside. Everything is checked, and
 * written into the log of the new one, before anything is changed. A power cut before that changes nothing, and after it
 * the next start of the box finishes what was begun. A disk that is full, too, changes nothing.
 */
export async function restoreBackup(
  { from, identity }: RestoreOptions,
  dataFolder: string,
  progress: Progress,
): Promise<Outcome> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const database = join(dataFolder, DATABASE);
  const hold = holdDatabase(database);
  if (hold === null) return failed(EXIT.tryAgain, 'box-running', 'The box is running: stop it first');
  const workshop = new RestoreWorkshop(dataFolder);
  progress.begin('Decrypting and checking', 'unmeasured');
  try {
    workshop.begin();
    const opened = await decrypted(from, readFileSync(identity, 'utf8'));
    if (opened === null)
      return failed(EXIT.refused, 'identity-wrong', `${from} is not encrypted to this identity, or is no age file`);
    const unpacked = await unpacking(opened, workshop.folder);
    if (unpacked === null) return failed(EXIT.refused, 'backup-broken', `${from} is broken or cut off`);
    if ('code' in unpacked) return failed(EXIT.refused, unpacked.code, unpacked.message);
    const restored = join(workshop.folder, DATABASE);
    const checked = checkDatabase(restored);
    if (!checked.ok) return failed(EXIT.refused, checked.error.code, `The backup’s database: ${checked.error.message}`);
    const event = { type: 'backup-restored', madeAtMs: unpacked.madeAtMs, by: 'admin' } as const;
    // What is kept by a hold may be in the database that is put aside.
    const events = [event, ...heldIn(database)];
    if (!appendWhileStopped(restored, BootId.parse(randomUUID()), events, Date.now()))
      return failed(EXIT.refused, 'database-broken', 'The backup’s database cannot be brought up to date');
    // The last rows of a box that was killed are in its write-ahead log alone.
    if (!settleDatabase(database))
      return failed(EXIT.tryAgain, 'database-read', 'Another program reads the database that is there: end it first');
    const aside = database + workshop.setChecked(Date.now());
    workshop.finishOrClear();
    return done(unpacked, existsSync(aside) ? aside : null);
  } catch (cause) {
    if (workshop.aside() !== null) return unfinished(cause);
    if (isFileFault(cause) && cause.code !== 'ENOSPC') return failed(EXIT.noInput, 'file-unreadable', cause.message);
    const { code, detail } = storageFaultOf(cause);
    return failed(EXIT.tryAgain, code, `Not restored: ${detail}`);
  } finally {
    progress.end();
    if (workshop.aside() === null) workshop.finishOrClear();
    hold.close();
  }
}

/** What was checked before is put in place whenever the disk takes it. */
function unfinished(cause: unknown): Outcome {
  const { code, detail } = storageFaultOf(cause);
  return failed(EXIT.tryAgain, code, `Not all of it is in place; the next start of the box finishes it: ${detail}`);
}

/** Null when the stream breaks off: age tells of each part of it whether it is whole. */
async function unpacking(opened: AsyncIterable<Uint8Array>, workshop: string) {
  try {
    const unpacked = await unpack(opened, (name) => join(workshop, name));
    return unpacked.ok ? unpacked.value : unpacked.error;
  } catch (cause) {
    if (isFileFault(cause)) throw cause;
    return null;
  }
}

function done({ madeAtMs, office }: Header, aside: string | null): Outcome {
  const age = Math.floor((Date.now() - madeAtMs) / DAY_MS);
  return {
    exit: EXIT.done,
    lines: [
      `Restored: ${office}, of ${new Date(madeAtMs).toISOString()}, ${age} days old. What is too old in it goes at the next start.`,
      ...(aside === null ? [] : [`The database that was there is now ${aside}`]),
    ],
    told: { ok: true, office, madeAtMs, ageDays: age, aside },
  };
}
