import { describe, expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { CARD, doorOf, leaf, letIn } from './at-door.ts';

describe('a door that is forced', () => {
  test('is an alarm on the host’s screen and in the log, until it is shut', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await leaf(box, 'force');
    box.clock.advance(500);
    expect(await doorOf(box)).toMatchObject({ alarm: 'forced-open', physical: 'open', mode: 'locked' });
    await leaf(box, 'close');
    expect((await doorOf(box))?.alarm).toBe('normal');
    await box.stop();
    expect(rowsOf(folder, `SELECT type FROM access_log WHERE type LIKE 'door-alarm%' ORDER BY seq`)).toEqual([
      { type: 'door-alarm-raised' },
      { type: 'door-alarm-cleared' },
    ]);
  });

  test('is none when somebody has tapped on the way out, at a door without an exit button', async () => {
    const readers = [
      { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
      { id: 'inside', door: 'entrance', driver: 'simulated', direction: 'out' },
    ];
    const box = await withBox({ config: { readers } });
    await letIn(box, CARD, 'inside');
    box.clock.advance(4_000);
    await leaf(box, 'force');
    box.clock.advance(1_000);
    expect(await doorOf(box)).toMatchObject({ physical: 'open', alarm: 'normal' });
    await leaf(box, 'close');
    box.clock.advance(10_000);
    await leaf(box, 'force');
    box.clock.advance(1_000);
    expect(await doorOf(box)).toMatchObject({ alarm: 'forced-open' });
    expect(box.strikeMoves()).toEqual([]);
  });

  test('is none when somebody was let in, or leaves', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await letIn(box);
    await leaf(box, 'open');
    await leaf(box, 'close');
    box.clock.advance(10_000);
    await leaf(box, 'rex');
    await leaf(box, 'close');
    box.clock.advance(10_000);
    await box.stop();
    expect(rowsOf(folder, `SELECT data FROM access_log WHERE type LIKE 'door-alarm%'`)).toEqual([]);
  });
});
