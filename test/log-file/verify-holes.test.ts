import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { Progress } from '../../device/access-file/progress.ts';
import { verifyWhole } from '../../device/log-file/verify.ts';
import { LogReader } from '../../device/storage/read-log.ts';
import { verifyLog } from '../../device/storage/verify-log.ts';
import { letIn } from '../box/at-door.ts';
import { eventOf, StoreAtHand } from '../storage/purging.ts';
import { databaseFile } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const verify = (folder: string) => log(folder, 'verify');

/** Changes a database behind the back of its triggers and of what refers to what. */
function tamper(folder: string, ...statements: string[]): void {
  const db = new SqliteDatabase(databaseFile(folder));
  for (const trigger of ['access_log_is_append_only', 'access_log_subject_is_erased_only'])
    db.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  db.pragma('foreign_keys = OFF');
  for (const statement of statements) db.exec(statement);
  db.close();
}

/** A log of visits alone, and its store. */
function storeWith(rows: number): { folder: string; store: StoreAtHand } {
  const folder = tempFolder();
  const store = new StoreAtHand(folder);
  store.append(Array.from({ length: rows }, (_, n) => eventOf('visits', n)));
  return { folder, store };
}

describe('a row whose boot is unknown is broken, and not passed over', () => {
  test.each([12, 90])('row %i of 90', async (seq) => {
    const { folder, store } = storeWith(90);
    store.close();
    tamper(folder, `UPDATE access_log SET boot = 99 WHERE seq = ${seq}`);
    expect(await verify(folder)).toMatchObject({ exit: 1, told: { row: seq, code: 'row-changed' } });
  });
});

describe('a hole at the end of the log', () => {
  test.each([
    ['that the log does not tell of', 0, 'hole-unrecorded'],
    ['that the log is said to tell of, and does not', 5, 'hole-changed'],
  ])('%s', async (_, recorded, code) => {
    const { folder, store } = storeWith(90);
    store.close();
    tamper(
      folder,
      `INSERT INTO log_hole SELECT 80, 90, hash, ${recorded} FROM access_log WHERE seq = 90`,
      'DELETE FROM access_log WHERE seq >= 80',
    );
    expect(await verify(folder)).toMatchObject({ exit: 1, told: { row: 91, code } });
  });

  test('that leaves out rows before it', async () => {
    const { folder, store } = storeWith(90);
    store.close();
    tamper(
      folder,
      'INSERT INTO log_hole SELECT 85, 90, hash, 0 FROM access_log WHERE seq = 90',
      'DELETE FROM access_log WHERE seq >= 80',
    );
    expect(await verify(folder)).toMatchObject({ exit: 1, told: { row: 91, code: 'row-missing' } });
  });
});

describe('a purge while the chain is followed', () => {
  /** The rows up to 2,500 are purged when the first 2,000 have been looked at. */
  function purgedMeanwhile(isRecorded: boolean) {
    const { folder, store } = storeWith(3_000);
    const db = new SqliteDatabase(databaseFile(folder), { readonly: true });
    let purged = false;
    const verified = verifyLog(db, () => {
      if (purged) return;
      purged = true;
      const records = store.purge('visits', 2_501);
      if (isRecorded) store.record(records);
    });
    db.close();
    return verified;
  }

  test('is no fault when the log tells of it', () => {
    expect(purgedMeanwhile(true)).toMatchObject({ whole: true, seq: 3_001 });
  });

  test('is told of as one that may be under way when the log does not yet', () => {
    expect(purgedMeanwhile(false)).toMatchObject({ whole: false, seq: 2_501, fault: 'hole-unrecorded' });
  });
});

describe('signatures', () => {
  test('of what came after the chain was followed are no fault', async () => {
    const box = await withBox();
    await vi.waitFor(() => expect(box.journal.types()).toContain('log-head-signed'));
    await box.stop();
    const file = join(box.folder, 'log-head.json');
    const seal = readFileSync(file, 'utf8');
    // As if the box had gone on: the last seal is of a row that the chain did not have when it was followed.
    class Overtaken extends LogReader {
      override verify(reached: (seq: number) => void) {
        const verified = super.verify(reached);
        const [name, office, seq, ...rest] = JSON.parse(seal).signed.split('\n');
        const signed = [name, office, Number(seq) + 1_000, ...rest].join('\n');
        writeFileSync(file, JSON.stringify({ ...JSON.parse(seal), signed }));
        return verified;
      }
    }
    const db = new SqliteDatabase(databaseFile(box.folder), { readonly: true });
    const terminal = { say: () => {}, note: () => {}, screen: null };
    expect(verifyWhole(new Overtaken(db), box.folder, null, new Progress(terminal))).toMatchObject({ exit: 0 });
    db.close();
  });

  test.each(['log-head.json', 'box-key.pub'])('with a %s that cannot be read are wrong', async (name) => {
    const box = await withBox();
    await letIn(box);
    await vi.waitFor(() => expect(box.journal.types()).toContain('log-head-signed'));
    await box.stop();
    writeFileSync(join(box.folder, name), '{');
    expect(await verify(box.folder)).toMatchObject({ exit: 1, told: { code: 'seal-wrong' } });
  });
});
