import { truncateSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LineFaultCode } from '../../device/access-file/line-fault.ts';
import { csv, fileOf } from './at-the-command-line.ts';
import { read } from './read-cards.ts';

const HASH = 'c0ffee'.repeat(6).slice(0, 32);
const PERSONAL = '640823-3234';
const all = 'kind,number,hash,role,valid_from,valid_until,blocked,label,holder,uses_left';

/** One row below this header. */
const faultsOf = async (header: string, ...rows: string[]) => (await read(csv(header, ...rows))).faults;

describe('a bad line is named with its number, its column and a reason:', () => {
  test.each<[string, string, string | null, LineFaultCode]>([
    ['a row that says something, but not of which card', ',,,host,,,,,,', null, 'card-missing'],
    ['a number and a hash at once', `uid,04A1B2C3,${HASH},,,,,,,`, null, 'card-twice'],
    ['a kind that there is not', 'iris,04A1B2C3,,,,,,,,', 'kind', 'kind-unknown'],
    ['a kind that no file has', 'pass,04A1B2C3,,,,,,,,', 'kind', 'kind-unknown'],
    ['no kind', ',04A1B2C3,,,,,,,,', 'kind', 'kind-unknown'],
    ['half a UID', 'uid,04A1B2,,,,,,,,', 'number', 'uid-malformed'],
    ['a UID that is made up anew at each tap', 'uid,08A1B2C3,,,,,,,,', 'number', 'uid-is-random'],
    ['a bar code with letters that no scanner reads', 'barcode,kött,,,,,,,,', 'number', 'barcode-malformed'],
    ['a QR code with a control character', 'qr,a\u0007b,,,,,,,,', 'number', 'qr-malformed'],
    ['a personal number as a UID', `uid,${PERSONAL},,,,,,,,`, 'number', 'personal-number'],
    ['a personal number as a bar code', `barcode,${PERSONAL},,,,,,,,`, 'number', 'personal-number'],
    ['a personal number as a QR code', `qr,id:19${PERSONAL},,,,,,,,`, 'number', 'personal-number'],
    ['a hash that is none', ',,C0FFEE,,,,,,,', 'hash', 'hash-malformed'],
    ['a role that there is not', 'uid,04A1B2C3,,boss,,,,,,', 'role', 'role-unknown'],
    ['a day that there is not', 'uid,04A1B2C3,,,2026-02-29,,,,,', 'valid_from', 'date-malformed'],
    ['a date as Excel writes it', 'uid,04A1B2C3,,,,31/12/2026,,,,', 'valid_until', 'date-malformed'],
    ['a last day before the first', 'uid,04A1B2C3,,,2026-02-02,2026-01-31,,,,', 'valid_until', 'dates-reversed'],
    ['a long reason', `uid,04A1B2C3,,,,,${'x'.repeat(81)},,,`, 'blocked', 'text-malformed'],
    ['a personal number as a reason', `uid,04A1B2C3,,,,,lost by ${PERSONAL},,,`, 'blocked', 'personal-number'],
    ['a visitor with a name', 'uid,04A1B2C3,,visitor,,,,Anna,,', 'label', 'label-refused'],
    ['a guest with a name', 'uid,04A1B2C3,,guest,,,,Anna,,', 'label', 'label-refused'],
    ['a long label', `uid,04A1B2C3,,host,,,,${'x'.repeat(41)},,`, 'label', 'text-malformed'],
    ['a personal number as a label', `uid,04A1B2C3,,host,,,,${PERSONAL},,`, 'label', 'personal-number'],
    ['a personal number as a holder', `uid,04A1B2C3,,host,,,,,${PERSONAL},`, 'holder', 'personal-number'],
    ['half a use', 'uid,04A1B2C3,,guest,,,,,,0.5', 'uses_left', 'uses-malformed'],
    ['too many uses', 'uid,04A1B2C3,,guest,,,,,,1001', 'uses_left', 'uses-malformed'],
    ['a cell too many', 'uid,04A1B2C3,,,,,,,,,', null, 'cells-miscounted'],
    ['a cell too few', 'uid,04A1B2C3', null, 'cells-miscounted'],
    ['a quotation mark too many', 'uid,"04A1B2C3,,,,,,,,', null, 'quotes-broken'],
    ['a quotation mark within a cell', 'uid,04"A1B2C3,,,,,,,,', null, 'quotes-broken'],
    ['a line as long as a book', `uid,${'0'.repeat(20_000)},,,,,,,,`, null, 'line-too-long'],
  ])('%s', async (_, row, column, code) => {
    const good = 'uid,04000000000001,,,,,,,,';
    const { faults, rows } = await read(csv(all, good, row));
    expect(faults).toMatchObject([{ line: 3, column, code }]);
    expect(faults[0]?.reason).toMatch(/^[a-z][^.]{15,}/);
    expect(rows.map(({ line }) => line)).toEqual([2]);
  });

  test('the same card twice, also in two spellings and as a hash', async () => {
    const file = csv('kind,number', 'uid,04A1B2C3', 'barcode,04A1B2C3', 'uid,04:a1:b2:c3', 'uid,04 A1 B2 C3');
    const { faults, rows } = await read(file);
    expect(faults).toMatchObject([4, 5].map((line) => ({ line, code: 'card-repeated' })));
    const hash = rows[0]?.hash;
    expect(await faultsOf('kind,number,hash', 'uid,04A1B2C3,', `,,${hash}`)).toMatchObject([
      { line: 3, code: 'card-repeated' },
    ]);
  });

  test('one holder with two labels', async () => {
    const rows = ['uid,04A1B2C3,host,Anna,x', 'uid,04A1B2C4,host,Anna,x', 'uid,04A1B2C5,host,Eva,x'];
    expect(await faultsOf('kind,number,role,label,holder', ...rows)).toMatchObject([
      { line: 4, column: 'label', code: 'labels-differ' },
    ]);
  });

  test('each cell that is wrong, where several are', async () => {
    const faults = await faultsOf('kind,number,role,valid_from,uses_left', 'uid,04,boss,soon,many');
    expect(faults.map(({ column }) => column).sort()).toEqual(['number', 'role', 'uses_left', 'valid_from']);
  });

  test('a column that there is not, by name, and nothing else of the file is read', async () => {
    const { faults, rows } = await read(csv('kind,number,favourite colour', 'uid,04A1B2C3,red'));
    expect(faults).toMatchObject([{ line: 1, column: 'favourite colour', code: 'column-unknown' }]);
    expect(rows).toEqual([]);
  });

  test('a column that is there twice, and a header without a card', async () => {
    expect(await faultsOf('kind,number,KIND', 'uid,04A1B2C3,uid')).toMatchObject([{ code: 'column-repeated' }]);
    expect(await faultsOf('number,role', '04A1B2C3,host')).toMatchObject([{ line: 1, code: 'column-missing' }]);
  });

  test('a file without a header, of which nothing is shown', async () => {
    const faults = await faultsOf('uid,04A1B2C3D4E5F6', 'uid,04A1B2C3D4E5F7');
    expect(faults.map(({ code, column }) => [code, column])).toEqual([
      ['column-unknown', 'uid'],
      ['column-unknown', '#2'],
      ['column-missing', null],
    ]);
  });

  test('a file in another encoding', async () => {
    const latin1 = Buffer.from('kind,number,role,label\nuid,04A1B2C3,host,\xc5sa\n', 'latin1');
    expect((await read(fileOf(latin1))).faults).toMatchObject([{ line: 2, code: 'file-not-utf8' }]);
    const utf16 = Buffer.from('\ufeffkind,number\nuid,04A1B2C3\n', 'utf16le');
    expect((await read(fileOf(utf16))).faults[0]).toMatchObject({ line: 1, code: 'file-not-utf8' });
  });

  test.each([[''], ['\n\n'], ['kind,number\n'], ['kind,number\n\n ; ,\n']])('a file without rows: %j', async (text) => {
    expect((await read(fileOf(text))).faults).toMatchObject([{ line: 0, code: 'file-empty' }]);
  });
});

describe('in a list of a library', () => {
  test('a card has a number and a last day, and nothing else', async () => {
    const good = await read(csv('kind;number;valid_until', 'barcode;A1;2026-12-31'), 'patrons');
    expect([good.faults, good.rows.length]).toEqual([[], 1]);
    const bad = await read(csv('kind,number,role', 'barcode,A1,host'), 'patrons');
    expect(bad.faults).toMatchObject([{ column: 'role', code: 'column-unknown' }]);
  });
});

describe('in a JSON file', () => {
  const json = (value: unknown) => read(fileOf(JSON.stringify(value), 'cards.json'));

  test('rows are told by their place', async () => {
    const { faults, rows } = await json([
      { kind: 'uid', number: '04A1B2C3' },
      { kind: 'uid', number: '04A1B2' },
      { kind: 'uid', number: 12_345_678 },
      { kind: 'uid', number: '04A1B2C4', age: 7 },
      'uid,04A1B2C5',
      { kind: 'uid', number: '04A1B2C6', role: 'guest', uses_left: 3, blocked: null },
    ]);
    expect(faults.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'number', 'uid-malformed'],
      [3, 'number', 'value-not-text'],
      [4, 'age', 'column-unknown'],
      [5, null, 'file-malformed'],
    ]);
    expect(rows.map(({ line, usesLeft }) => [line, usesLeft])).toEqual([
      [1, undefined],
      [6, 3],
    ]);
  });

  test.each([
    ['{"kind":"uid"}', 'file-malformed'],
    ['[{"kind"', 'file-malformed'],
    ['[]', 'file-empty'],
    [Buffer.from('["\xc5"]', 'latin1'), 'file-not-utf8'],
  ])('the whole of it is bad: %s', async (content, code) => {
    expect((await read(fileOf(content, 'cards.json'))).faults).toMatchObject([{ line: 0, code }]);
  });
});

test('a JSON file that would not lie in the memory of a box is refused unread', async () => {
  const file = fileOf('[', 'cards.json');
  truncateSync(file, 64 * 1024 * 1024 + 1);
  expect((await read(file)).faults).toMatchObject([{ line: 0, code: 'file-too-large' }]);
});

test('a thousand faults are told, and how many there are', async () => {
  const rows = Array.from({ length: 1_500 }, (_, n) => `uid,${n}`);
  const { faults, count } = await read(csv('kind,number', ...rows));
  expect([faults.length, count, faults.at(-1)?.line]).toEqual([1_000, 1_500, 1_001]);
});
