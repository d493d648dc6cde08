import { describe, expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { leaf, letIn, OTHER_CARD, present } from './at-door.ts';

describe('granted but not opened', () => {
  test('is no visit: the count goes back, and stays so after a restart', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await letIn(box);
    expect(await present(box)).toBe(1);
    box.clock.advance(5_000);
    expect(await present(box)).toBe(0);
    await letIn(box, OTHER_CARD);
    await leaf(box, 'open');
    await leaf(box, 'close');
    box.clock.advance(10_000);
    expect(await present(box)).toBe(1);
    await box.stop();
    expect(rowsOf(folder, `SELECT count(*) AS n FROM access_log WHERE type = 'access-not-taken'`)).toEqual([{ n: 1 }]);
    expect(await present(await withBox({ folder }))).toBe(1);
  });

  test.each(['in', 'both'])('is no visit however often its bearer tapped, at a reader for %s', async (direction) => {
    const readers = [{ id: 'front', door: 'entrance', driver: 'simulated', direction }];
    const box = await withBox({ config: { readers, repeatTapMs: 0 } });
    await letIn(box);
    box.clock.advance(2_000);
    await letIn(box);
    box.clock.advance(10_000);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'counted' });
    expect(box.journal.types().filter((type) => type === 'access-not-taken')).toHaveLength(2);
  });

  test('the same card is let in again, not out', async () => {
    const box = await withBox();
    await letIn(box);
    box.clock.advance(5_000);
    await letIn(box);
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'granted', direction: 'in' });
  });
});
