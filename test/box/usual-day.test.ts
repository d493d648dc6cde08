import { expect, test, vi } from 'vitest';
import { BootId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { openStorage } from '../../device/storage/storage.ts';
import { hourRow } from '../domain/an-hour-row.ts';
import { databaseFile } from '../support/storage.ts';
import { boxFolder, MONDAY_10, withBox } from '../support/with-box.ts';
import { asHost } from './at-door.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** The data of a box whose last three Mondays had so many inside from eight to noon. */
async function withMondays(peak: number): Promise<string> {
  const folder = boxFolder();
  const bootId = BootId.parse('a8f2c76e-dcc6-49a9-be6d-9b4a19c9cf4c');
  const storage = await openStorage({ file: databaseFile(folder), bootId });
  if (!storage.ok) throw new Error(storage.error.code);
  const rows = [3, 2, 1].flatMap((week) =>
    [-2, -1, 0, 1].map((hour) => hourRow(MONDAY_10 - week * WEEK + hour * HOUR, { presentPeak: peak })),
  );
  await storage.value.hours.put(rows, epochMs(MONDAY_10), null, false);
  await storage.value.close();
  return folder;
}

test('today is held against the Mondays before, once an hour is over and not before', async () => {
  const box = await withBox({ folder: await withMondays(8) });
  const usualDay = async () => (await box.snapshot()).usualDay;
  await vi.waitFor(async () => expect(await usualDay()).toMatchObject({ weekday: 1, last: null }));
  const hours = [8, 9, 10, 11].map((hour) => ({ hour, today: null as unknown, usual: 8 }));
  expect((await usualDay())?.hours).toEqual(hours);
  await asHost(box);
  await box.request('POST', '/api/host/correct-count', { present: 12 });
  box.clock.advance(HOUR);
  expect((await usualDay())?.hours).toEqual(hours);
  box.clock.advance(3 * 60_000);
  await vi.waitFor(async () => expect(await usualDay()).toMatchObject({ last: 'busier' }));
  expect((await usualDay())?.hours).toEqual(hours.map((each) => (each.hour === 10 ? { ...each, today: 12 } : each)));
});

test('a new office has no usual day yet', async () => {
  const box = await withBox();
  box.clock.advance(HOUR + 3 * 60_000);
  expect((await box.snapshot()).usualDay).toBeNull();
});
