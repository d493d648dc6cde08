import { describe, expect, test } from 'vitest';
import { office } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { CARD, HOST_CARD, OTHER_CARD, present, tapped } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
const config = { doors, repeatTapMs: 0 };

/** From ten o'clock: the office closes at six. */
const until = (box: TestBox, hour: number, minute: number) =>
  box.clock.advance((hour - 10) * HOUR + minute * MINUTE - (box.clock.monotonicMs() % (24 * HOUR)));

const endings = (box: TestBox) => box.journal.types().filter((type) => type === 'stays-ended').length;

describe('a quarter of an hour after closing', () => {
  test('who has not tapped out has gone, as far as anybody can tell; who looks after the office has not', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config });
    for (const card of [CARD, OTHER_CARD, HOST_CARD]) await tapped(box, card);
    until(box, 18, 14);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 3, quality: 'counted' });
    until(box, 18, 16);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 1, quality: 'estimated' });
    // The host goes home, and the night is quiet.
    expect(await tapped(box, HOST_CARD)).toMatchObject({ outcome: 'granted', direction: 'out' });
    until(box, 23, 0);
    expect([await present(box), endings(box)]).toEqual([0, 1]);
    await box.stop();
    expect(rowsOf(folder, `SELECT data FROM access_log WHERE type = 'stays-ended'`)).toEqual([{ data: '{}' }]);
  });

  test('nothing happens in an office that is empty', async () => {
    const box = await withBox({ config });
    await tapped(box);
    await tapped(box);
    until(box, 23, 0);
    expect([endings(box), (await box.snapshot()).occupancy.quality]).toEqual([0, 'counted']);
  });

  test('nothing happens when the office has opened again', async () => {
    const openingHours = 'Mo-Fr 08:00-18:00,18:10-21:00';
    const box = await withBox({ config: { ...config, office: { ...office.office, openingHours } } });
    await tapped(box);
    until(box, 20, 0);
    expect([await present(box), endings(box)]).toEqual([1, 0]);
    until(box, 21, 16);
    expect([await present(box), endings(box)]).toEqual([0, 1]);
  });

  test('whoever comes the next morning is on a new visit', async () => {
    const box = await withBox({ config });
    await tapped(box);
    box.clock.advance(24 * HOUR);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted', direction: 'in' });
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 1, quality: 'counted' });
  });
});

test('a box that is restarted after closing ends the stays all the same', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder, config });
  await tapped(box);
  until(box, 18, 5);
  await box.stop();
  const again = await withBox({ folder, config, at: box.clock.wallMs() });
  expect(await present(again)).toBe(1);
  again.clock.advance(16 * MINUTE);
  expect((await again.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'estimated' });
});
