import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, present, tapped } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
const config = { doors, repeatTapMs: 0 };

/** A box that was off for so long, by its wall clock; with somebody inside, or nobody. */
async function offFor(
  ms: number,
  { inside = true, more = {}, meanwhile = (_folder: string) => {} } = {},
): Promise<TestBox> {
  const folder = boxFolder();
  const before = await withBox({ folder, config });
  await tapped(before);
  if (!inside) await tapped(before);
  before.clock.advance(HOUR);
  await before.stop();
  meanwhile(folder);
  return withBox({ folder, config: { ...config, ...more }, at: before.clock.wallMs() + ms });
}

const unknownRows = (folder: string) =>
  rowsOf(folder, `SELECT json_extract(data, '$.outageMs') AS outageMs FROM access_log WHERE type = 'count-unknown'`);

describe('after a power outage', () => {
  test('of ten minutes the count is what it was', async () => {
    const box = await offFor(10 * MINUTE);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 1, quality: 'counted' });
    await box.stop();
    expect(unknownRows(box.folder)).toEqual([]);
  });

  test('of more nobody says who is inside, until a host does', async () => {
    const box = await offFor(10 * MINUTE + 1);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: null, quality: 'unknown', band: null });
    // Who comes is let in, and changes nothing of that.
    expect(await tapped(box, '04000000000009')).toMatchObject({ outcome: 'granted', direction: 'in' });
    expect(await present(box)).toBeNull();
    await asHost(box);
    await box.request('POST', '/api/host/correct-count', { present: 4, reason: 'counted-by-eye' });
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 4, quality: 'manual' });
    await box.stop();
    expect(unknownRows(box.folder)).toEqual([{ outageMs: 10 * MINUTE + 1 }]);
  });

  test('it is unknown still after a second start', async () => {
    const box = await offFor(HOUR);
    await box.stop();
    const again = await withBox({ folder: box.folder, config, at: box.clock.wallMs() });
    expect((await again.snapshot()).occupancy).toMatchObject({ present: null, quality: 'unknown' });
    await again.stop();
    expect(unknownRows(box.folder)).toHaveLength(1);
  });

  test('so many minutes as the office says are none', async () => {
    const box = await offFor(HOUR, { more: { occupancy: { unknownAfterMinutes: 60 } } });
    expect(await present(box)).toBe(1);
  });

  test('an office that nobody was in is empty still', async () => {
    const box = await offFor(5 * HOUR, { inside: false });
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'counted' });
  });

  test('that lasted over night the day begins with an empty office', async () => {
    const box = await offFor(22 * HOUR);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'counted' });
  });
});

describe('nobody knows how long the box was off', () => {
  test('when the clock has been put back', async () => {
    const box = await offFor(-30 * MINUTE);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: null, quality: 'unknown' });
    await box.stop();
    expect(unknownRows(box.folder)).toEqual([{ outageMs: null }]);
  });

  test.each([
    ['is gone', (file: string) => rmSync(file)],
    ['was cut off', (file: string) => writeFileSync(file, '')],
    ['is no time', (file: string) => writeFileSync(file, 'soon')],
  ])('when the last sign of life %s', async (_, spoil) => {
    const box = await offFor(MINUTE, { meanwhile: (folder) => spoil(join(folder, 'life-sign')) });
    expect((await box.snapshot()).occupancy).toMatchObject({ present: null, quality: 'unknown' });
  });
});

test('a sign of life is there from the start on, and each minute', async () => {
  const box = await withBox({ config });
  const sign = () => Number(readFileSync(join(box.folder, 'life-sign'), 'utf8'));
  const from = box.clock.wallMs();
  await vi.waitFor(() => expect(sign()).toBe(from));
  box.clock.advance(90_000);
  await vi.waitFor(() => expect(sign()).toBe(from + MINUTE));
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted' });
});
