import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv, fileOf } from './at-the-command-line.ts';
import { type ReadFile, read } from './read-cards.ts';

/** A long run: AK_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 150);

const odd = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\n', ' '));
const cell = fc.oneof(
  fc.constantFrom(
    '',
    '"',
    '""',
    ',',
    ';',
    'uid',
    'barcode',
    'qr',
    '04A1B2C3',
    '08A1B2C3',
    '6408233234',
    '\r',
    '\ufffd',
  ),
  fc.constantFrom('host', 'visitor', '2026-12-31', '2026-02-30', '2026-12-31T10:00Z', 'lost', 'Anna', '3', '"a,b"'),
  fc.stringMatching(/^04[0-9A-F]{6}$/),
  odd,
);
const names = [
  'kind',
  'number',
  'hash',
  'role',
  'valid_from',
  'valid_until',
  'blocked',
  'label',
  'holder',
  'uses_left',
];
const header = fc.shuffledSubarray(names, { minLength: 3 });

const linesOf = ({ rows, faults }: ReadFile) => new Set([...rows, ...faults].map(({ line }) => line));

test('every line of a CSV file is a card or has a reason, and none is both', async () => {
  const file = fc.tuple(
    header,
    fc.constantFrom(',', ';'),
    fc.array(fc.array(cell, { maxLength: 11 }), { maxLength: 30 }),
  );
  await fc.assert(
    fc.asyncProperty(file, async ([columns, separator, cells]) => {
      const lines = cells.map((row) => row.join(separator));
      const seen = await read(csv(columns.join(separator), ...lines));
      const isHeader = !seen.faults.some(({ line }) => line <= 1);
      const written = lines.flatMap((text, at) => (/[^\s,;]/.test(text) ? [at + 2] : []));
      if (isHeader) expect([...linesOf(seen)].sort((a, b) => a - b)).toEqual(written);
      const bad = new Set(seen.faults.map(({ line }) => line));
      expect(seen.rows.filter(({ line }) => bad.has(line))).toEqual([]);
    }),
    { numRuns },
  );
});

test('any bytes at all are read as CSV and as JSON without a throw, and what is wrong has a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, withHeader) => {
      const content = withHeader ? Buffer.concat([Buffer.from('kind,number\n'), bytes]) : bytes;
      for (const name of ['cards.csv', 'cards.json']) {
        const { rows, faults, count } = await read(fileOf(content, name));
        expect(rows.length + count).toBeGreaterThan(0);
        for (const { reason } of faults) expect(reason).toMatch(/^[a-z]/);
      }
    }),
    { numRuns },
  );
});

test('every row of a JSON file is a card or has a reason', async () => {
  const value = fc.oneof(cell, fc.integer(), fc.boolean(), fc.constant(null), fc.array(cell));
  const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() });
  const row = fc.oneof({ weight: 9, arbitrary: fc.dictionary(key, value) }, { weight: 1, arbitrary: fc.jsonValue() });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const seen = await read(fileOf(JSON.stringify(rows), 'cards.json'));
      if (seen.faults.some(({ code }) => code === 'column-missing')) return;
      expect(linesOf(seen)).toEqual(new Set(rows.map((_, index) => index + 1)));
    }),
    { numRuns },
  );
});
