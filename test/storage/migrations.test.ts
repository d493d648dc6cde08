import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { DATABASE_SCHEMA } from '../../device/contract/database.ts';
import { migrations } from '../../device/storage/migrations.ts';
import { openStorage } from '../../device/storage/storage.ts';
import { bootId } from '../support/boot-id.ts';
import { databaseFile, granted, hashOf, openedStorage, recordOf, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A row of each table, by the version that brought the table: what an older box holds when it is updated. */
const rowsByVersion = [
  `INSERT INTO access_log (boot_id, at_ms, type, data) VALUES ('${bootId}', 7, 'occupancy-corrected', '{"present":3}')`,
  `INSERT INTO credential (hash, role, enrolled_at_ms) VALUES (x'${hashOf(5)}', 'host', 7)`,
  `INSERT INTO outbox (stream, seq, boot_id, at_ms, body) VALUES
     ('occupancy', 1, '${bootId}', 7, '{"present":3}'), ('log-head', 1, '${bootId}', 7, '{}');
   INSERT INTO stream_sequence VALUES ('occupancy', 1), ('log-head', 1)`,
  `INSERT INTO policy VALUES (1, '{}', 7)`,
  `INSERT INTO log_hole (first, last, hash) VALUES (1, 1, zeroblob(32));
   INSERT INTO log_mark VALUES ('purged visits', 1)`,
  `INSERT INTO used_number VALUES ('command central', 1)`,
  `INSERT INTO incident VALUES (1, 7, 'broken', 'Dörrstängaren är trasig', 'host')`,
];

const OTHER_BOOT = 'a8f2c76e-dcc6-49a9-be6d-9b4a19c9cf4c';

type ChainedRow = {
  readonly seq: number;
  readonly boot_id: string;
  readonly at_ms: number;
  readonly type: string;
  readonly data: string;
  readonly late: number;
  readonly subject: Buffer | null;
  readonly salt: Buffer | null;
  readonly hash: Buffer;
};

function makeOldDatabase(folder: string, version: number): void {
  const db = new SqliteDatabase(databaseFile(folder));
  migrations.slice(0, version).forEach((step, index) => {
    if (typeof step === 'string') db.exec(step);
    else step(db);
    db.exec(rowsByVersion[index] ?? '');
  });
  db.pragma(`user_version = ${version}`);
  db.close();
}

const shape = `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`;

describe('the schema', () => {
  test('has a sample row for every version', () => {
    expect(rowsByVersion.length).toBe(migrations.length);
    expect(DATABASE_SCHEMA).toBe(migrations.length);
  });

  test.each(migrations.map((_, version) => version).concat(migrations.length))(
    'is brought up to date from version %i, and nothing is lost',
    async (version) => {
      const [old, fresh] = [tempFolder(), tempFolder()];
      makeOldDatabase(old, version);
      makeOldDatabase(fresh, 0);
      for (const folder of [old, fresh]) {
        const storage = await openedStorage(folder);
        expect((await storage.log.append(recordOf(granted('in'), 8, 4), false)).ok).toBe(true);
        if (folder === old) {
          expect(storage.directory.find(hashOf(5))?.role ?? null).toBe(version >= 2 ? 'host' : null);
          const sent = await storage.outbox.read(0, 10);
          const kept = version >= 3 ? [['log-head', 1]] : [];
          expect(sent.ok && sent.value.map(({ stream, seq }) => [stream, seq])).toEqual([...kept, ['events', 1]]);
        }
        await storage.close();
      }
      expect(rowsOf(old, shape)).toEqual(rowsOf(fresh, shape));
      expect(rowsOf(old, 'PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
      const logged = rowsOf(old, `SELECT at_ms FROM access_log WHERE type <> 'log-annotated' ORDER BY seq`);
      expect(logged).toEqual(version >= 1 ? [{ at_ms: 7 }, { at_ms: 8 }] : [{ at_ms: 8 }]);
    },
  );

  test('holds strict tables only', async () => {
    const folder = tempFolder();
    await (await openedStorage(folder)).close();
    expect(
      rowsOf(
        folder,
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0
      AND name NOT LIKE 'sqlite_%'`,
      ),
    ).toEqual([]);
  });

  test('that is newer than the program is refused, and the file is left as it was', async () => {
    const folder = tempFolder();
    makeOldDatabase(folder, migrations.length);
    const newer = new SqliteDatabase(databaseFile(folder));
    newer.exec('CREATE TABLE of_tomorrow (x INTEGER) STRICT');
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    const opened = await openStorage({ file: databaseFile(folder), bootId });
    expect(opened).toEqual({
      ok: false,
      error: {
        code: 'database-newer-than-program',
        message: `the database has version ${migrations.length + 1}; this program knows versions up to ${migrations.length}`,
      },
    });
    expect(rowsOf(folder, 'PRAGMA user_version')).toEqual([{ user_version: migrations.length + 1 }]);
    expect(rowsOf(folder, 'SELECT count(*) AS n FROM of_tomorrow')).toEqual([{ n: 0 }]);
  });

  test('that is newer, in words that no SQLite of today knows, is refused and not taken for a broken one', async () => {
    const folder = tempFolder();
    makeOldDatabase(folder, migrations.length);
    const newer = new SqliteDatabase(databaseFile(folder));
    newer.unsafeMode();
    newer.pragma('writable_schema = ON');
    newer.exec(`INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, 'CREATE TABLE x (y) OF TOMORROW')`);
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    const bytes = readFileSync(databaseFile(folder));
    const opened = await openStorage({ file: databaseFile(folder), bootId });
    expect(opened).toMatchObject({ ok: false, error: { code: 'database-newer-than-program' } });
    expect(readFileSync(databaseFile(folder)).equals(bytes)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual([]);
  });
});

describe('the log of before it was chained', () => {
  const [anna, bo, clara] = [1, 2, 3].map(hashOf);
  const passage = (credential: string | undefined, direction: string) =>
    ({ credential, kind: 'uid', role: 'visitor', reader: 'front', door: 'entrance', direction }) as const;
  const oldRows: readonly (readonly [type: string, data: object, late?: number])[] = [
    ['access-granted', passage(anna, 'in')],
    ['access-granted', passage(bo, 'in'), 1],
    ['passback-noted', { credential: bo, door: 'entrance' }],
    ['companions-noted', { credential: bo, companions: 2 }],
    ['access-denied', { ...passage(clara, 'in'), reason: 'office-full' }],
    ['access-granted', passage(anna, 'out')],
    ['access-not-taken', { door: 'entrance', credential: bo, direction: 'in' }],
    ['access-not-taken', { door: 'entrance' }],
    ['access-granted', passage(anna, 'in')],
    ['access-granted', passage(clara, 'out')],
    ['roll-call-answered', { credential: anna }],
    ['credential-blocked', { credential: clara, why: 'lost', by: 'host' }],
    ['occupancy-reset', {}],
    ['access-granted', passage(bo, 'in')],
  ];

  async function chained() {
    const folder = tempFolder();
    makeOldDatabase(folder, 4);
    const db = new SqliteDatabase(databaseFile(folder));
    db.exec('DELETE FROM access_log');
    const insert = db.prepare('INSERT INTO access_log (boot_id, at_ms, type, data, late) VALUES (?, ?, ?, ?, ?)');
    for (const [index, [type, data, late = 0]] of oldRows.entries())
      insert.run(index < 12 ? bootId : OTHER_BOOT, index, type, JSON.stringify(data), late);
    db.close();
    const storage = await openedStorage(folder);
    const read = await storage.log.readSinceReset();
    await storage.close();
    const rows = rowsOf(folder, 'SELECT * FROM access_log JOIN boot ON boot.id = boot ORDER BY seq') as ChainedRow[];
    return { rows, read: read.ok ? read.value.map(({ event }) => event) : [] };
  }

  test('keeps its rows, with their numbers, times and boots', async () => {
    const { rows } = await chained();
    expect(rows.map(({ seq, boot_id, at_ms, type, late }) => [seq, boot_id, at_ms, type, late])).toEqual(
      oldRows.map(([type, , late = 0], n) => [n + 1, n < 12 ? bootId : OTHER_BOOT, n, type, late]),
    );
  });

  test('has visits by number, from 1 after each reset, and tells of nobody who is not on one', async () => {
    const { rows } = await chained();
    expect(rows.map(({ data }) => JSON.parse(data).visit)).toEqual([
      ...[1, 2, 2, 2, undefined, 1, 2, null, 3, null, 3, undefined],
      ...[undefined, 1],
    ]);
  });

  test('has credentials where they can be erased, and none of somebody who was denied', async () => {
    const { rows } = await chained();
    expect(rows.map(({ subject }) => subject?.toString('hex') ?? null)).toEqual([
      ...[anna, bo, null, null, null, anna, null, null, anna, clara, null, clara],
      ...[null, bo],
    ]);
    expect(rows.map(({ data }) => data).join()).not.toMatch(/credential|[0-9a-f]{32}/);
    expect(new Set(rows.map(({ salt }) => salt?.toString('hex'))).size).toBe(8);
  });

  test('is a chain from its first row on', async () => {
    const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
    let before = Buffer.alloc(32);
    for (const { seq, boot_id, at_ms, type, data, late, subject, salt, hash } of (await chained()).rows) {
      const commitment = subject === null || salt === null ? Buffer.alloc(32) : sha256(salt, subject);
      before = sha256(before, commitment, Buffer.from(JSON.stringify([seq, boot_id, at_ms, type, data, late])));
      expect(hash, `row ${seq}`).toEqual(before);
    }
  });

  test('is read as ever', async () => {
    expect((await chained()).read).toEqual([
      { type: 'occupancy-reset' },
      { ...passage(undefined, 'in'), type: 'access-granted', pseudonym: bo, visit: 1 },
    ]);
  });
});
