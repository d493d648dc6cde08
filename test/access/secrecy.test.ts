import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxFolder, withBox } from '../support/with-box.ts';
import { access, csv, fileOf } from './at-the-command-line.ts';

/** One person’s number, in the spellings that people use. */
const personal = ['640823-3234', '6408233234', '19640823-3234', '196408233234', '640883-3231'];

test('a personal number is refused in every column, and is found in no output and no file of the box', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder });
  const header = 'kind,number,hash,role,valid_from,valid_until,blocked,label,holder,uses_left';
  const columns = header.split(',');
  const rows = personal.flatMap((number) =>
    columns.map((column) => {
      const row: Record<string, string> = { kind: 'barcode', number: 'A1', role: 'host' };
      if (column === 'hash') row.number = '';
      return columns.map((name) => (name === column ? number : (row[name] ?? ''))).join(',');
    }),
  );
  const files = [
    csv(header, ...rows),
    csv(...personal.map((number) => `uid,${number}`)),
    csv(personal.join(',')),
    fileOf(JSON.stringify(personal.map((number) => ({ [number]: number, number }))), 'cards.json'),
  ];
  const said: string[] = [];
  for (const file of files)
    for (const args of [[], ['--dry-run'], ['--json']]) {
      const { exit, out, notes } = await access(folder, ['import-credentials', file, ...args]);
      expect(exit).toBe(1);
      said.push(out, notes);
    }
  const all = csv(header, ...rows);
  const { out } = await access(folder, ['import-credentials', all]);
  for (let line = 2; line <= rows.length + 1; line++) expect(out).toContain(`line ${line}, column `);
  await box.stop();
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  const everywhere = [...said, ...kept, JSON.stringify(box.journal.events)].join('\n');
  for (const number of personal) expect(everywhere).not.toContain(number);
});

test('no number of a card leaves the command: not in what it says, sends or writes, nor in what the box keeps', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder });
  const numbers = ['04A1B2C3D4E5F6', 'BIBL-7731-9925-04', 'kort:5f6e7d8c9bA0'];
  const rows = numbers.map((number, n) => `${['uid', 'barcode', 'qr'][n]},${number},`);
  const spoilt = csv('kind,number,role', ...rows, ...rows, 'uid,04A1B2C3D4E5F6,04A1B2C3D4E5F6');
  const sent: string[] = [];
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    sent.push(`${input} ${init?.body ?? ''}`);
    return realFetch(input, init);
  };
  const exported = fileOf('');
  const said = [];
  try {
    said.push(await access(folder, ['import-credentials', spoilt, '--dry-run']));
    said.push(await access(folder, ['import-credentials', csv('kind,number,role', ...rows)]));
    said.push(await access(folder, ['export-credentials', exported]));
  } finally {
    globalThis.fetch = realFetch;
  }
  expect(said.map(({ exit }) => exit)).toEqual([1, 0, 0]);
  expect(sent.join('')).toMatch(/"hash":"[0-9a-f]{32}"/);
  await box.stop();
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  const everywhere = [JSON.stringify(said), ...sent, ...kept, readFileSync(exported, 'utf8')].join('\n');
  for (const number of numbers) {
    expect(everywhere).not.toContain(number);
    expect(everywhere).not.toContain(number.toLowerCase());
    expect(everywhere).not.toContain(Buffer.from(number).toString('hex'));
  }
});
