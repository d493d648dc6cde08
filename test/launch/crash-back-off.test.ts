import { describe, expect, test } from 'vitest';
import { z } from 'zod';

// The launcher is plain JavaScript, without types.
const source: string = new URL('../../provisioning/launch/crash-back-off.js', import.meta.url).href;
const { CrashBackOff, WELL_AFTER_MS } = z
  .object({
    CrashBackOff: z.custom<new () => { waitAfter(ranMs: number): number }>((value) => typeof value === 'function'),
    WELL_AFTER_MS: z.number(),
  })
  .parse(await import(source));

describe('a shell that dies', () => {
  test('is started again at once, and ever later when it keeps dying, but at least each five minutes', () => {
    const backOff = new CrashBackOff();
    const waits = Array.from({ length: 8 }, () => backOff.waitAfter(500));
    expect(waits).toEqual([0, 1_000, 5_000, 15_000, 60_000, 300_000, 300_000, 300_000]);
  });

  test('is started again at once after it ran well', () => {
    const backOff = new CrashBackOff();
    for (let death = 0; death < 8; death += 1) backOff.waitAfter(500);
    expect(backOff.waitAfter(WELL_AFTER_MS - 1)).toBeGreaterThan(0);
    expect(backOff.waitAfter(WELL_AFTER_MS)).toBe(0);
    expect(backOff.waitAfter(500)).toBe(1_000);
  });
});
