import { expect, test } from 'vitest';
import { withBox } from '../support/with-box.ts';

const HOUR_MS = 3_600_000;

test('the box tells when it saw the office close, until it opens again', async () => {
  const box = await withBox();
  expect((await box.snapshot()).closedAtMs).toBeNull();
  box.clock.advance(8 * HOUR_MS + 20_000);
  const { hours, closedAtMs, atMs } = await box.snapshot();
  expect(hours.open).toBe(false);
  expect(atMs - Number(closedAtMs)).toBeLessThanOrEqual(20_000);
  box.clock.advance(HOUR_MS);
  expect((await box.snapshot()).closedAtMs).toBe(closedAtMs);
  box.clock.advance(14 * HOUR_MS);
  expect((await box.snapshot()).closedAtMs).toBeNull();
});

test('a box that starts in a closed office has not seen it close', async () => {
  const box = await withBox({ at: Date.UTC(2026, 2, 2, 20) });
  expect(await box.snapshot()).toMatchObject({ closedAtMs: null, hours: { open: false } });
});
