import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HourRow } from '../../device/contract/statistics.ts';
import { StoreAtHand } from '../storage/purging.ts';
import { databaseFile } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { log } from './at-the-command-line.ts';

/** Visits of a day that were ended: by a tap, in each band of how long they lasted; and by the slot, the night, others. */
type Day = { readonly dwell: readonly number[]; readonly untapped: readonly number[] };

const bands = ['under15Min', 'from15MinTo1H', 'from1HTo3H', 'over3H'] as const;
const ends = ['slot-end', 'nightly', 'host', 'staff-leaves'] as const;
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
const named = (names: readonly string[], values: readonly number[]) =>
  Object.fromEntries(names.map((name, at) => [name, values[at] ?? 0]));

/** The day as one hour of it: whoever came in went too. */
function hourOf({ dwell, untapped }: Day, n: number): HourRow {
  const [tapped, others] = [sum(dwell), sum(untapped)];
  const minutes = { staffed: 60, 'self-hosted': 0, unattended: 0 };
  return HourRow.parse({
    hourMs: Date.parse('2026-03-02T10:00:00Z') + n * 86_400_000,
    ...{ presentMean: 1, presentPeak: 1, knownMinutes: 60, entries: tapped + others, exits: tapped, companions: 7 },
    endedBy: { ...named(ends, untapped), 'tapped-out': tapped },
    dwell: { ...named(bands, dwell), unknown: others },
    ...{ denied: { 'fire-alarm': 6 }, openPlannedMinutes: minutes, openActualMinutes: minutes },
  });
}

async function exported(days: readonly Day[]): Promise<Record<string, string>[]> {
  const folder = tempFolder();
  new StoreAtHand(folder).close();
  const db = new SqliteDatabase(databaseFile(folder));
  const put = db.prepare('INSERT INTO hour VALUES (?, ?)');
  days.map(hourOf).forEach((hour) => void put.run(hour.hourMs, JSON.stringify(hour)));
  db.close();
  const out = join(tempFolder(), 'days.csv');
  expect((await log(folder, 'export', 'statistics', '--out', out)).exit).toBe(0);
  return parse(readFileSync(out), { columns: true }) as Record<string, string>[];
}

/** Columns that add up: the sum of the first ones is the last one. */
const sums = [
  [...bands.map((band) => `dwell_${band}`), 'exits'],
  [...bands.map((band) => `dwell_${band}`), 'ended_tapped-out'],
  [...ends.map((end) => `ended_${end}`), 'dwell_unknown'],
  ['exits', 'dwell_unknown', 'entries'],
  ['ended_tapped-out', 'dwell_unknown', 'entries'],
];

/** Those figures of a day that stand in such a sum. */
function truthOf({ dwell, untapped }: Day): Record<string, number> {
  const [tapped, others] = [sum(dwell), sum(untapped)];
  return {
    ...named(
      bands.map((band) => `dwell_${band}`),
      dwell,
    ),
    ...named(
      ends.map((end) => `ended_${end}`),
      untapped,
    ),
    ...{ exits: tapped, 'ended_tapped-out': tapped, dwell_unknown: others, entries: tapped + others },
  };
}

test('no small count is told, nor is it what the other figures of its day leave over', async () => {
  const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 40 }));
  const four = fc.array(count, { minLength: 4, maxLength: 4 });
  const days = fc.array(fc.record({ dwell: four, untapped: four }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(days, async (given) => {
      for (const [at, row] of (await exported(given)).entries()) {
        const truth = truthOf(given[at] ?? { dwell: [], untapped: [] });
        const isSmall = (column: string) => (truth[column] ?? 0) > 0 && (truth[column] ?? 0) < 5;
        for (const columns of sums) {
          const hidden = columns.filter((column) => row[column] === '');
          expect(hidden).toEqual(expect.arrayContaining(columns.filter(isSmall)));
          if (hidden.some(isSmall)) expect(hidden.length).toBeGreaterThan(1);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a count of 3 among how long visits lasted does not follow from how many tapped out', async () => {
  const busy = { dwell: [50, 30, 20, 12], untapped: [0, 30, 0, 0] };
  const [day] = await exported([{ dwell: [40, 3, 20, 10], untapped: [0, 30, 0, 0] }, busy, busy]);
  expect(day).toMatchObject({ exits: '73', dwell_from15MinTo1H: '', dwell_over3H: '' });
});

test('a day that is not over is left out: held against the whole day later it would give away the hours between', async () => {
  onTestFinished(() => void vi.useRealTimers());
  const twoDays: readonly Day[] = [
    { dwell: [6, 7, 8, 9], untapped: [5, 5, 5, 5] },
    { dwell: [7, 7, 8, 9], untapped: [5, 5, 5, 5] },
  ];
  const daysAt = async (time: string) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(time) });
    return (await exported(twoDays)).map(({ day }) => day);
  };
  expect(await daysAt('2026-03-03T15:00:00Z')).toEqual(['2026-03-02']);
  expect(await daysAt('2026-03-04T00:30:00Z')).toEqual(['2026-03-02']);
  expect(await daysAt('2026-03-04T01:00:00Z')).toEqual(['2026-03-02', '2026-03-03']);
});
