import { expect, test } from 'vitest';
import { csv, fileOf, uid } from './at-the-command-line.ts';
import { read } from './read-cards.ts';

const labels = async (file: string) => (await read(file)).rows.map(({ label }) => label);

test.each([
  ['commas', 'kind,number,role,label\nuid,04A1B2C3,host,Åsa\n'],
  ['semicolons', 'kind;number;role;label\nuid;04A1B2C3;host;Åsa\n'],
  ['a byte order mark', '\ufeffkind,number,role,label\nuid,04A1B2C3,host,Åsa\n'],
  ['ends of lines as Windows writes them', 'kind,number,role,label\r\nuid,04A1B2C3,host,Åsa\r\n'],
  ['no end of the last line', 'kind,number,role,label\nuid,04A1B2C3,host,Åsa'],
  ['quotation marks', '"kind","number","role","label"\n"uid","04A1B2C3","host","Åsa"\n'],
  ['spaces around cells', ' Kind , NUMBER,role ,label\n uid, 04A1B2C3 , Host ," Åsa "\n'],
  ['columns in another order', 'label,role,number,kind\nÅsa,host,04A1B2C3,uid\n'],
  ['empty lines', '\nkind,number,role,label\n\n,,,\nuid,04A1B2C3,host,Åsa\n\n'],
])('a file with %s is read', async (_, text) => {
  const { rows, faults } = await read(fileOf(text));
  expect(faults).toEqual([]);
  expect(rows).toMatchObject([{ role: 'host', label: 'Åsa', holder: 1 }]);
});

test('a cell in quotation marks may hold separators and quotation marks', async () => {
  expect(await labels(csv('kind;number;role;label', 'uid;04A1B2C3;host;"Berg; ""Lill"" "'))).toEqual(['Berg; "Lill"']);
});

test('lines keep their numbers, whatever lies between them', async () => {
  const { rows, faults } = await read(
    csv('', 'kind,number', '', 'uid,04A1B2C3', ' , ', 'uid,nonsense', 'uid,04A1B2C4'),
  );
  expect(rows.map(({ line }) => line)).toEqual([4, 7]);
  expect(faults.map(({ line }) => line)).toEqual([6]);
});

test('a broken quotation mark spoils its line alone', async () => {
  const cards = Array.from({ length: 5_000 }, (_, n) => `uid,${uid(n)}`);
  const { rows, faults } = await read(csv('kind,number', ...cards.with(9, 'uid,"04').with(4_000, 'uid,04"')));
  expect(faults.map(({ line, code }) => [line, code])).toEqual([
    [11, 'quotes-broken'],
    [4_002, 'quotes-broken'],
  ]);
  expect(rows.length).toBe(4_998);
});

test('a letter that lies across two pieces of a long file is whole', async () => {
  for (const shift of [0, 1, 2]) {
    const filler = Array.from({ length: 4_000 }, (_, n) => `uid,${uid(n)},host,${'å'.repeat(20)}`);
    const { rows, faults } = await read(csv(`kind,number,role,label${' '.repeat(shift)}`, ...filler));
    expect(faults).toEqual([]);
    expect(new Set(rows.map(({ label }) => label))).toEqual(new Set(['å'.repeat(20)]));
  }
});

test('a file that is one endless line is refused without being kept', async () => {
  const { faults } = await read(fileOf(Buffer.alloc(5_000_000, 'x')));
  expect(faults).toMatchObject([{ line: 1, code: 'line-too-long' }]);
});

test('rows of one holder have one number, and somebody with a label alone has one too', async () => {
  const file = csv(
    'kind,number,role,label,holder',
    'uid,04A1B2C1,host,Anna,A',
    'uid,04A1B2C2,visitor,,B',
    'uid,04A1B2C3,staff,Anna,A',
    'uid,04A1B2C4,staff,Eva,',
    'uid,04A1B2C5,visitor,,',
    'uid,04A1B2C6,visitor,,B',
  );
  const { rows } = await read(file);
  expect(rows.map(({ holder }) => holder)).toEqual([1, 2, 1, 3, undefined, 2]);
});

test('what the rows say is known, beside which card it is', async () => {
  expect((await read(csv('kind,number,valid_until,role', 'uid,04A1B2C3,2026-12-31,host'))).columns).toEqual([
    'role',
    'valid_until',
  ]);
});
