import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { access, csv, fileOf, uid } from './at-the-command-line.ts';

const everything = () =>
  csv(
    'kind,number,role,valid_from,valid_until,blocked,label,holder,uses_left',
    'uid,04A1B2C3,host,,,,"Åsa; ""A""",a,',
    'uid,04A1B2C4,staff,2026-01-01,2026-12-31,lost,"Åsa; ""A""",a,',
    'barcode,BIBL-7731,visitor,,2026-06-30T12:00:30Z,,,b,',
    'qr,kort:1,visitor,,,,,b,',
    'uid,04A1B2C5,guest,,2026-03-09,,,,3',
    'uid,04A1B2C6,cleaner,,,left; took the key along,Bo,,',
    ...Array.from({ length: 2_500 }, (_, n) => `uid,${uid(n)},,,,,,,`),
  );

/** All that is known of cards; holders by who shares one, for their numbers mean nothing. */
const known = (folder: string) =>
  rowsOf(
    folder,
    `SELECT hex(hash) AS hash, role, blocked, has_pin, valid_from_ms, valid_until_ms, uses_left, label,
      (SELECT hex(min(other.hash)) FROM credential AS other WHERE other.holder_id = credential.holder_id) AS holder
    FROM credential LEFT JOIN holder ON holder.id = holder_id ORDER BY hash`,
  );

test.each(['csv', 'json'])(
  'an export as %s is taken in by another box with the same key, and is the same there',
  async (format) => {
    const [first, second] = [boxFolder(), boxFolder()];
    const box = await withBox({ folder: first });
    expect((await access(first, ['import-credentials', everything()])).exit).toBe(0);
    const file = join(dirname(fileOf('')), `all.${format}`);
    expect(await access(first, ['export-credentials', file])).toMatchObject({
      exit: 0,
      out: `Cards written to ${file}: 2507.`,
    });
    await box.stop();
    copyFileSync(join(first, 'credential.key'), join(second, 'credential.key'));
    const other = await withBox({ folder: second });
    // The demonstration's host card is known to both.
    const imported = await access(second, ['import-credentials', file, '--update']);
    expect(imported).toMatchObject({ exit: 0, out: 'Cards taken in: 2506, changed: 1.' });
    const again = join(dirname(fileOf('')), `again.${format}`);
    await access(second, ['export-credentials', again]);
    await other.stop();
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(file, 'utf8'));
    expect(known(second)).toEqual(known(first));
  },
);

test('an export is for its owner alone, holds no number, and is a whole file or none', async () => {
  const box = await withBox();
  await access(box.folder, ['import-credentials', csv('kind,number', 'uid,04A1B2C3D4E5F6', 'barcode,BIBL-7731')]);
  const file = fileOf('what was here before');
  await access(box.folder, ['export-credentials', file]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^hash,role,valid_from,[\w,]+\n([0-9a-f]{32},(visitor|host),{6}\n){3}$/);
  expect(readdirSync(dirname(file))).toEqual(['cards.csv']);
});

test('an export that the box cannot give leaves the file that was there', async () => {
  const box = await withBox();
  const file = fileOf('what was here before');
  await box.stop();
  expect((await access(box.folder, ['export-credentials', file])).exit).toBe(69);
  expect(readFileSync(file, 'utf8')).toBe('what was here before');
});

test('an export that is broken off leaves the file that was there, and nothing beside it', async () => {
  const box = await withBox();
  await access(box.folder, ['import-credentials', everything()]);
  const file = fileOf('what was here before');
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    String(input).includes('after=') ? Promise.reject(new TypeError('gone')) : realFetch(input, init);
  const said = await access(box.folder, ['export-credentials', file]).finally(() => {
    globalThis.fetch = realFetch;
  });
  expect(said.exit).toBe(75);
  expect(readFileSync(file, 'utf8')).toBe('what was here before');
  expect(readdirSync(dirname(file))).toEqual(['cards.csv']);
});

test('an export of many holders gives them numbers of the file alone', async () => {
  const box = await withBox();
  await access(box.folder, ['import-credentials', everything()]);
  const file = fileOf('', 'all.json');
  await access(box.folder, ['export-credentials', file]);
  const rows: { holder: string; label: string }[] = JSON.parse(readFileSync(file, 'utf8'));
  const holders = rows.map(({ holder }) => holder).filter((holder) => holder !== '');
  expect([...new Set(holders)]).toEqual(['1', '2', '3']);
  expect(
    rows
      .map(({ label }) => label)
      .filter((label) => label !== '')
      .sort(),
  ).toEqual(['Bo', 'Åsa; "A"', 'Åsa; "A"']);
});
