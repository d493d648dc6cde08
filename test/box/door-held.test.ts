import { describe, expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { doorOf, leaf, letIn } from './at-door.ts';

describe('a door that is held open', () => {
  test('is asked to be shut after 25 s, an alarm after 30 s, and well again when it is shut', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await letIn(box);
    await leaf(box, 'open');
    box.clock.advance(24_999);
    expect(await doorOf(box)).toMatchObject({ shutSoon: false, alarm: 'normal' });
    box.clock.advance(1);
    expect(await doorOf(box)).toMatchObject({ shutSoon: true, alarm: 'normal' });
    box.clock.advance(5_000);
    expect(await doorOf(box)).toMatchObject({ shutSoon: true, alarm: 'open-too-long' });
    await leaf(box, 'close');
    expect(await doorOf(box)).toMatchObject({ shutSoon: false, alarm: 'normal' });
    await box.stop();
    expect(rowsOf(folder, `SELECT type FROM access_log WHERE type LIKE 'door-alarm%' ORDER BY seq`)).toEqual([
      { type: 'door-alarm-raised' },
      { type: 'door-alarm-cleared' },
    ]);
  });
});
