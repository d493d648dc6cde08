import { describe, expect, test } from 'vitest';
import { tapped } from '../box/at-door.ts';
import { ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { access, accessJson, csv, manyCards } from './at-the-command-line.ts';
import { tablesIn } from './whole-tables.ts';

const enrolledOnly = { config: ruled({ modes: { staffed: { who: 'enrolled' } } }) };
const CARD = '04A1B2C3D4E5F6';

describe('cards from a file', () => {
  test('open the door at once, and after a restart, with one event for all of them', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, ...enrolledOnly });
    expect(await tapped(box, CARD)).toMatchObject({ reason: 'credential-not-enrolled' });
    const file = csv(
      'kind;number;valid_until',
      `uid;${CARD};2026-03-02`,
      'barcode;BIBL-7731;',
      'uid;04000001;2026-03-01',
    );
    const done = await access(folder, ['import-credentials', file]);
    expect(done).toMatchObject({ exit: 0, out: 'Cards taken in: 3, changed: 0.' });
    expect(done.notes).toMatch(/Reading …[\s\S]*Sending …[\s\S]*Putting them in force …/);
    box.clock.advance(3_000);
    expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted' });
    expect(await tapped(box, '04000001')).toMatchObject({ reason: 'credential-expired' });
    await box.stop();
    expect(rowsOf(folder, `SELECT data FROM access_log WHERE type = 'credentials-imported'`)).toEqual([
      { data: '{"credentials":3,"by":"admin"}' },
    ]);
    const again = await withBox({ folder, ...enrolledOnly });
    expect(await tapped(again, CARD)).toMatchObject({ outcome: 'granted' });
  });

  test('with a bad line among them change nothing, and the lines are told', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    const file = csv('kind,number,role', `uid,${CARD},`, 'uid,04A1B2,', 'uid,04A1B2C4,boss');
    const { exit, out } = await access(folder, ['import-credentials', file]);
    expect(exit).toBe(1);
    expect(out.split('\n')).toEqual([
      'line 3, column number: a UID is written in hexadecimal digits and has 4, 7 or 10 bytes (uid-malformed)',
      'line 4, column role: this must be visitor, host, staff, cleaner or guest (role-unknown)',
      '2 faults; nothing was changed.',
    ]);
    expect(await accessJson(folder, 'import-credentials', file)).toMatchObject({
      exit: 1,
      told: { ok: false, code: 'bad-lines', faults: 2, badLines: [{ line: 3 }, { line: 4, code: 'role-unknown' }] },
    });
    await box.stop();
    expect(rowsOf(folder, 'SELECT role FROM credential WHERE role = 1')).toEqual([]);
  });

  test('that hold more than a request does are all there', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    expect(await accessJson(folder, 'import-credentials', manyCards(12_345))).toMatchObject({
      exit: 0,
      told: { ok: true, rows: 12_345, imported: 12_345, updated: 0 },
    });
    await box.stop();
    expect(rowsOf(folder, 'SELECT count(*) AS n FROM credential WHERE role = 1')).toEqual([{ n: 12_345 }]);
  });
});

describe('a dry run', () => {
  test('tells every bad line, those of known cards too, and leaves every table as it was', async () => {
    const folder = boxFolder();
    const first = await withBox({ folder });
    await access(folder, ['import-credentials', csv('kind,number,role,label,holder', 'uid,04A1B2C3,host,Anna,A')]);
    await first.stop();
    const before = tablesIn(folder);
    const second = await withBox({ folder });
    const file = csv('kind,number,role', 'uid,04A1B2C3,staff', 'uid,04A1B2C4,', 'uid,04A1B2,', 'uid,04A1B2C4,');
    const told = await accessJson(folder, 'import-credentials', file, '--dry-run');
    expect(told).toMatchObject({ exit: 1, told: { ok: false, dryRun: true, faults: 3 } });
    expect((told.told as { badLines: object[] }).badLines).toMatchObject([
      { line: 2, column: null, code: 'card-known' },
      { line: 4, column: 'number', code: 'uid-malformed' },
      { line: 5, column: null, code: 'card-repeated' },
    ]);
    const good = csv('kind,number', 'uid,04A1B2C4', 'uid,04A1B2C3');
    expect(await access(folder, ['import-credentials', good, '--dry-run', '--update'])).toMatchObject({
      exit: 0,
      out: 'Every line is right. Would be taken in: 1, changed: 1. Nothing was changed.',
    });
    expect((await access(folder, ['import-patrons', good, '--dry-run'])).exit).toBe(0);
    expect(second.journal.types()).not.toContain('credentials-imported');
    await second.stop();
    expect(tablesIn(folder)).toEqual(before);
  });
});

describe('cards that are known already', () => {
  const known = () =>
    csv('kind,number,role,valid_until,blocked', 'uid,04A1B2C3,staff,2027-01-31,lost', 'uid,04A1B2C4,,,');

  test('are bad lines, and nothing is changed', async () => {
    const folder = boxFolder();
    await withBox({ folder });
    await access(folder, ['import-credentials', known()]);
    const { exit, out } = await access(folder, [
      'import-credentials',
      csv('kind,number', 'uid,04A1B2C9', 'uid,04A1B2C3'),
    ]);
    expect(exit).toBe(1);
    expect(out).toMatch(
      /^line 3: the box knows this card already; with --update it is changed \(card-known\)\n1 fault;/,
    );
    expect((await access(folder, ['import-credentials', csv('kind,number', 'uid,04A1B2C9')])).exit).toBe(0);
  });

  test('are changed with --update, in the columns that the file has; the rest stays', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await access(folder, ['import-credentials', known()]);
    const file = csv('kind,number,role', 'uid,04A1B2C3,host', 'uid,04A1B2C5,staff');
    expect(await accessJson(folder, 'import-credentials', file, '--update')).toMatchObject({
      exit: 0,
      told: { imported: 1, updated: 1 },
    });
    await box.stop();
    const roles = `SELECT name, blocked, valid_until_ms AS until FROM credential JOIN role ON role.id = role
      WHERE NOT EXISTS (SELECT 1 FROM access_log WHERE type = 'credential-enrolled' AND subject = credential.hash)`;
    const until = Date.parse('2027-01-31T23:00:00Z');
    expect(rowsOf(folder, `${roles} ORDER BY name`)).toEqual([
      { name: 'host', blocked: 'lost', until },
      { name: 'staff', blocked: null, until: null },
      { name: 'visitor', blocked: null, until: null },
    ]);
  });
});

test('a list of a library’s cards is remembered until the day it says, or for good', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder });
  const first = csv('kind,number,valid_until', 'barcode,BIBL-1,2026-12-31', 'barcode,BIBL-2,');
  expect(await access(folder, ['import-patrons', first])).toMatchObject({
    exit: 0,
    out: 'Cards taken in: 2, changed: 0.',
  });
  const second = csv('kind,number,valid_until', 'barcode,BIBL-1,2027-12-31');
  expect((await access(folder, ['import-patrons', second])).exit).toBe(0);
  await box.stop();
  expect(rowsOf(folder, 'SELECT good_until_ms AS until FROM patron_seen ORDER BY until')).toEqual([
    { until: Date.parse('2027-12-31T23:00:00Z') },
    { until: Date.parse('9999-12-31T23:59:00Z') },
  ]);
  expect(rowsOf(folder, 'SELECT count(*) AS n FROM credential WHERE role = 1')).toEqual([{ n: 0 }]);
});
