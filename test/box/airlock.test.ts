import { describe, expect, test, vi } from 'vitest';
import { withBox } from '../support/with-box.ts';
import { CARD, doorOf, leaf, letIn, OTHER_CARD, present } from './at-door.ts';

describe('an airlock', () => {
  const airlock = {
    doors: [
      { id: 'entrance', name: 'Ytterdörren', driver: 'simulated', airlock: 'hall' },
      { id: 'inner', name: 'Innerdörren', driver: 'simulated', airlock: 'hall' },
    ],
    readers: [
      { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
      { id: 'hall', door: 'inner', driver: 'simulated', direction: 'in' },
    ],
  };

  test('releases one door only while the other is shut and locked', async () => {
    const box = await withBox({ config: airlock });
    await letIn(box);
    await letIn(box, OTHER_CARD, 'hall');
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied', reason: 'door-interlocked' });
    await leaf(box, 'open');
    box.clock.advance(2_000);
    await letIn(box, OTHER_CARD, 'hall');
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied' });
    await leaf(box, 'close');
    box.clock.advance(3_000);
    await letIn(box, OTHER_CARD, 'hall');
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'granted', door: 'inner' });
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  });

  test('releases one of two that are asked for at the same moment', async () => {
    const box = await withBox({ config: airlock });
    await Promise.all([box.tap(CARD, 'front'), box.tap(OTHER_CARD, 'hall')]);
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).toBe(2));
    const modes = (await box.snapshot()).doors.map(({ mode }) => mode).sort();
    expect(modes).toEqual(['accessed', 'locked']);
    expect(box.strikeMoves()).toEqual([true]);
    expect(await present(box)).toBe(1);
    // Whose door stays shut is told so, and not welcomed.
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied', reason: 'door-interlocked' });
  });
});
