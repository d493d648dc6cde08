import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type PostedJob, Store } from '../../device/storage/store.ts';
import { letIn, OTHER_CARD } from '../box/at-door.ts';
import { eventOf, recordOf } from '../storage/purging.ts';
import { bootId } from '../support/boot-id.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const verify = (folder: string, ...args: string[]) => log(folder, 'verify', ...args);

/** Changes a database behind the back of its triggers. */
function tamper(folder: string, ...statements: string[]): void {
  const db = new SqliteDatabase(databaseFile(folder));
  for (const trigger of ['access_log_is_append_only', 'access_log_subject_is_erased_only'])
    db.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  for (const statement of statements) db.exec(statement);
  db.close();
}

/** Rows of every class, with and without somebody whom they tell of. */
function folderWithLog(): string {
  const folder = tempFolder();
  const store = new Store({ file: databaseFile(folder), bootId }, () => {});
  store.open();
  const jobs = Array.from({ length: 30 }, (_, n): PostedJob => {
    const events = [eventOf('visits', n), eventOf('operations', n), eventOf('audit', n)];
    return {
      id: n,
      postedAtMs: Number.POSITIVE_INFINITY,
      job: { op: 'append', record: recordOf(events), late: false },
    };
  });
  store.run(jobs);
  store.close();
  return folder;
}

describe('a log that is whole', () => {
  test('is said to be so, with its rows and its head', async () => {
    const folder = folderWithLog();
    const [last] = rowsOf(folder, 'SELECT seq, lower(hex(hash)) AS hash FROM access_log ORDER BY seq DESC LIMIT 1');
    expect(await verify(folder)).toMatchObject({ exit: 0, told: { ok: true, rows: 90, head: last } });
  });

  test('is verified beside a box that runs, with its signatures', async () => {
    const box = await withBox();
    await letIn(box);
    await vi.waitFor(() => expect(box.journal.types()).toContain('log-head-signed'));
    const { told, exit } = await verify(box.folder);
    expect([exit, told]).toMatchObject([0, { ok: true, seals: 1 }]);
    await letIn(box, OTHER_CARD);
  });

  test('is held against a head that was kept elsewhere', async () => {
    const folder = folderWithLog();
    const [{ hash }] = rowsOf(folder, 'SELECT lower(hex(hash)) AS hash FROM access_log WHERE seq = 40') as [
      { hash: string },
    ];
    expect((await verify(folder, '--head', `40:${hash}`)).exit).toBe(0);
    expect(await verify(folder, '--head', `41:${hash}`)).toMatchObject({ exit: 1, told: { code: 'head-mismatch' } });
    expect(await verify(folder, '--head', `91:${hash}`)).toMatchObject({
      ...{ exit: 1, told: { code: 'head-mismatch', row: 91 } },
    });
  });
});

describe('the first row that is broken is named', () => {
  test.each([
    ['changed', 'UPDATE access_log SET at_ms = at_ms + 1 WHERE seq IN (17, 50)', 17, 'row-changed'],
    [
      'with another subject',
      "UPDATE access_log SET subject = x'00112233445566778899aabbccddeeff' WHERE seq = 22",
      22,
      'row-changed',
    ],
    [
      'with another commitment',
      'UPDATE access_log SET subject = NULL, salt = NULL, commitment = zeroblob(32) WHERE seq = 22',
      22,
      'row-changed',
    ],
    ['taken out', 'DELETE FROM access_log WHERE seq BETWEEN 30 AND 33', 34, 'row-missing'],
    ['taken out at the beginning', 'DELETE FROM access_log WHERE seq <= 3', 4, 'row-missing'],
    [
      'taken out, with a hole made up',
      'DELETE FROM access_log WHERE seq = 30; INSERT INTO log_hole SELECT 30, 30, hash, 0 FROM access_log WHERE seq = 29',
      31,
      'hole-unrecorded',
    ],
    [
      'taken out, with a hole of another’s',
      'DELETE FROM access_log WHERE seq = 30; INSERT INTO log_hole SELECT 30, 30, hash, 5 FROM access_log WHERE seq = 29',
      31,
      'hole-changed',
    ],
    [
      'put in',
      "INSERT INTO access_log (seq, boot, at_ms, type, data, late, hash) VALUES (91, 1, 1, 'occupancy-reset', '{}', 0, zeroblob(32))",
      91,
      'row-changed',
    ],
    [
      'given to another boot',
      "INSERT INTO boot VALUES (9, 'someone'); UPDATE access_log SET boot = 9 WHERE seq = 12",
      12,
      'row-changed',
    ],
  ])('%s', async (_, statement, row, code) => {
    const folder = folderWithLog();
    tamper(folder, statement);
    expect(await verify(folder)).toMatchObject({ exit: 1, told: { ok: false, row, code } });
  });

  test('and the end of a log that was cut off, by what was signed', async () => {
    const box = await withBox();
    await vi.waitFor(() => expect(box.journal.types()).toContain('log-head-signed'));
    await box.stop();
    const { seq } = sealedIn(box.folder);
    tamper(box.folder, `DELETE FROM access_log WHERE seq >= ${seq}`);
    expect(await verify(box.folder)).toMatchObject({ exit: 1, told: { code: 'head-mismatch', row: seq } });
  });

  test('and a signature of another key, or over something else', async () => {
    const box = await withBox();
    await vi.waitFor(() => expect(box.journal.types()).toContain('log-head-signed'));
    await box.stop();
    const file = join(box.folder, 'log-head.json');
    const seal = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...seal, signed: seal.signed.replace('testerna', 'andra') }));
    expect(await verify(box.folder)).toMatchObject({ exit: 1, told: { code: 'seal-wrong' } });
    writeFileSync(file, JSON.stringify({ ...seal, key: Buffer.alloc(32, 7).toString('base64') }));
    expect(await verify(box.folder)).toMatchObject({ exit: 1, told: { code: 'seal-wrong' } });
  });
});

function sealedIn(folder: string): { seq: number } {
  const { signed } = JSON.parse(readFileSync(join(folder, 'log-head.json'), 'utf8'));
  return { seq: Number(signed.split('\n')[2]) };
}

describe('whatever is changed', () => {
  test('in any row and any column is found at that row', async () => {
    const changes = [
      'at_ms = at_ms + 1',
      "type = type || 'x'",
      "data = replace(data, '}', ' }')",
      'late = 1 - late',
      'boot = boot + 1',
      'hash = zeroblob(32)',
      'salt = randomblob(16)',
      'commitment = randomblob(32)',
      'subject = randomblob(16), salt = coalesce(salt, zeroblob(16))',
    ];
    const whole = folderWithLog();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 90 }), fc.constantFrom(...changes), async (seq, change) => {
        const folder = tempFolder();
        cpSync(databaseFile(whole), databaseFile(folder));
        tamper(folder, `UPDATE access_log SET ${change} WHERE seq = ${seq}`);
        const { told } = await verify(folder);
        rmSync(folder, { recursive: true, force: true });
        expect(told).toMatchObject({ ok: false, row: seq, code: 'row-changed' });
      }),
      { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 60) },
    );
  });
});

test('a folder without a log is said to be one', async () => {
  expect(await verify(tempFolder())).toMatchObject({ exit: 66, told: { code: 'log-unreadable' } });
});

test.each([
  [['verify', '--head', 'abc']],
  [['verify', '--to', 'age1x']],
  [['export', 'events', '--out', 'x.csv']],
  [['backup', '--to', 'age1x', '--out', 'x', '--keep', '0']],
  [['restore', '--from', 'x']],
  [['sing']],
  [[]],
])('%j is called wrongly, and told how it is done', async (args) => {
  const { exit, lines } = await log(tempFolder(), ...args);
  expect(exit).toBe(64);
  expect(lines).toContain('npm run log -- verify');
});
