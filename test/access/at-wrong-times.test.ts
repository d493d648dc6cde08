import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { withBox } from '../support/with-box.ts';
import { access, accessJson, csv, fileOf } from './at-the-command-line.ts';

describe('called wrongly, it says how it is called, and ends with 64', () => {
  test.each([
    [[]],
    [['import-everything', 'cards.csv']],
    [['toString', 'cards.csv']],
    [['import-credentials']],
    [['import-credentials', 'a.csv', 'b.csv']],
    [['import-credentials', 'a.csv', '--force']],
    [['import-credentials', 'a.csv', '--update=yes']],
    [['import-patrons', 'a.csv', '--update']],
    [['export-credentials', 'a.csv', '--dry-run']],
  ])('%j', async (args) => {
    const { exit, out, notes } = await access(tempFolder(), args);
    expect([exit, out]).toEqual([64, '']);
    expect(notes).toContain('npm run access -- import-credentials FILE [--dry-run] [--update] [--json]');
  });

  test.each(['import-credentials', 'export-credentials', 'import-patrons'])(
    '%s of a file that is neither CSV nor JSON',
    async (verb) => {
      const box = await withBox();
      expect(await accessJson(box.folder, verb, fileOf('', 'cards.xlsx'))).toMatchObject({
        exit: 64,
        told: { code: 'format-unknown' },
      });
    },
  );
});

test('asked for help, it tells of every column and every exit code', async () => {
  const { exit, out } = await access(tempFolder(), ['import-credentials', '--help']);
  expect(exit).toBe(0);
  const said = 'kind number hash role valid_from valid_until blocked label holder uses_left 0 1 64 66 69 73 75';
  for (const word of said.split(' ')) expect(out).toMatch(new RegExp(`\\b${word}\\b`));
});

describe('without a box that runs, every verb ends with 69', () => {
  const verbs = ['import-credentials', 'export-credentials', 'import-patrons', 'export-policy', 'import-policy'];

  test.each(verbs)('%s', async (verb) => {
    const isPolicy = verb.endsWith('policy');
    const file = isPolicy ? fileOf('{}', 'policy.json') : csv('kind,number', 'uid,04A1B2C3');
    const never = await access(tempFolder(), [verb, file]);
    expect(never).toMatchObject({ exit: 69, out: '', notes: expect.stringContaining('The box is not running') });
    const box = await withBox();
    await box.stop();
    expect((await access(box.folder, [verb, file])).exit).toBe(69);
  });
});

test('a file that cannot be read ends with 66, one that cannot be written with 73', async () => {
  const box = await withBox();
  const folder = tempFolder();
  const missing = (name: string) => join(folder, 'nowhere', name);
  expect((await access(box.folder, ['import-credentials', missing('a.csv')])).exit).toBe(66);
  expect((await access(box.folder, ['import-credentials', missing('a.json')])).exit).toBe(66);
  expect((await access(box.folder, ['import-policy', missing('a.json')])).exit).toBe(66);
  expect((await access(box.folder, ['export-credentials', missing('a.csv')])).exit).toBe(73);
  expect((await access(box.folder, ['export-policy', missing('a.json')])).exit).toBe(73);
  mkdirSync(join(folder, 'a.csv'));
  expect((await access(box.folder, ['import-credentials', join(folder, 'a.csv')])).exit).toBe(66);
});

test('a box that is stopped while rows are sent has none of them', async () => {
  const box = await withBox();
  const rows = Array.from({ length: 9_000 }, (_, n) => `barcode,B${n}`);
  let stopping: Promise<void> | null = null;
  const said = await access(box.folder, ['import-credentials', csv('kind,number', ...rows)], (line) => {
    if (line.startsWith('Sending:')) stopping ??= box.stop();
  });
  await stopping;
  expect(said).toMatchObject({ exit: 75, notes: expect.stringContaining('(box-gone)') });
  const again = await withBox({ folder: box.folder });
  const file = fileOf('', 'all.json');
  expect((await access(again.folder, ['export-credentials', file])).out).toMatch(/^Cards written to .*: 1\.$/);
});
