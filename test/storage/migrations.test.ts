import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../device/storage/migrations.ts';
import { openStorage } from '../../device/storage/storage.ts';
import { bootId } from '../support/boot-id.ts';
import { databaseFile, granted, hashOf, openedStorage, recordOf, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A row of each table, by the version that brought the table: what an older box holds when it is updated. */
const rowsByVersion = [
  `INSERT INTO access_log (boot_id, at_ms, type, data) VALUES ('${bootId}', 7, 'occupancy-corrected', '{"present":3}')`,
  `INSERT INTO credential (hash, role, enrolled_at_ms) VALUES (x'${hashOf(5)}', 'host', 7)`,
  `INSERT INTO outbox (stream, seq, boot_id, at_ms, body) VALUES ('occupancy', 1, '${bootId}', 7, '{"present":3}');
   INSERT INTO stream_sequence VALUES ('occupancy', 1)`,
  `INSERT INTO policy VALUES (1, '{}', 7)`,
];

function makeOldDatabase(folder: string, version: number): void {
  const db = new SqliteDatabase(databaseFile(folder));
  migrations.slice(0, version).forEach((step, index) => {
    db.exec(step);
    db.exec(rowsByVersion[index] ?? '');
  });
  db.pragma(`user_version = ${version}`);
  db.close();
}

const shape = `SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`;

describe('the schema', () => {
  test('has a sample row for every version', () => {
    expect(rowsByVersion.length).toBe(migrations.length);
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
          expect(sent.ok && sent.value.map(({ seq }) => seq)).toEqual(version >= 3 ? [1, 2] : [1]);
        }
        await storage.close();
      }
      expect(rowsOf(old, shape)).toEqual(rowsOf(fresh, shape));
      expect(rowsOf(old, 'PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
      const logged = rowsOf(old, 'SELECT at_ms FROM access_log ORDER BY seq');
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
});
