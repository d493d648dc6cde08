import { describe, expect, test, vi } from 'vitest';
import { withBox } from '../support/with-box.ts';
import { CARD, leaf, OTHER_CARD, present } from './at-door.ts';

describe('two cards at once', () => {
  test('both count, and the strike is released once', async () => {
    const box = await withBox();
    await Promise.all([box.tap(CARD), box.tap(OTHER_CARD)]);
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).toBe(2));
    expect(await present(box)).toBe(2);
    await leaf(box, 'open');
    box.clock.advance(5_000);
    expect(await present(box)).toBe(2);
    expect(box.strikeMoves().at(-1)).toBe(false);
  });
});
