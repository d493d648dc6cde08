import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs, hours, minutes } from '../../device/contract/units.ts';
import { idleShift, STAYS_FOR } from '../../renderer/kiosk/burn-in.ts';
import type { Screen } from '../../renderer/kiosk/choose-screen.ts';
import { isReloadDue } from '../../renderer/kiosk/nightly-reload.ts';

/** In Stockholm, in summer: two hours before UTC. */
const night = (hour: number, minute: number) => epochMs(Date.UTC(2026, 6, 2, hour - 2, minute));
const OLD = {
  ...{ screen: 'idle' as const, now: night(4, 10), timeZone: 'Europe/Stockholm' },
  ...{ loadedFor: hours(24), untouchedFor: hours(5) },
} as const;

describe('the page loads itself anew', () => {
  test('from ten past four on by the office’s clock, and not after five', () => {
    const due = (hour: number, minute: number) => isReloadDue({ ...OLD, now: night(hour, minute) });
    expect([due(4, 9), due(4, 10), due(4, 59), due(5, 0), due(16, 10)]).toEqual([false, true, true, false, false]);
    expect(isReloadDue({ ...OLD, timeZone: 'America/Lima' })).toBe(false);
  });

  test('once a night, an hour that comes twice among them', () => {
    expect(isReloadDue({ ...OLD, loadedFor: hours(20) })).toBe(true);
    expect(isReloadDue({ ...OLD, loadedFor: hours(1) })).toBe(false);
  });

  test.each<Screen['kind']>([
    ...(['host', 'pin', 'pending', 'outcome', 'evacuation', 'first-visit', 'checking', 'trouble', 'starting'] as const),
  ])('never while the screen is in use or in trouble: %s', (screen) => {
    expect(isReloadDue({ ...OLD, screen })).toBe(false);
  });

  test('not before somebody who touched it has gone', () => {
    expect(isReloadDue({ ...OLD, untouchedFor: minutes(1) })).toBe(false);
    expect(isReloadDue({ ...OLD, untouchedFor: minutes(2) })).toBe(true);
  });
});

describe('the idle picture', () => {
  const at = (step: number) => idleShift(epochMs(step * STAYS_FOR));

  test('wanders a pixel at a time, never further than four, and comes back', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (step) => {
        const [here, next] = [at(step), at(step + 1)];
        expect(Math.abs(here.inline - next.inline) + Math.abs(here.block - next.block)).toBe(1);
        expect(Math.max(here.inline, here.block)).toBeLessThanOrEqual(4);
        expect(Math.min(here.inline, here.block)).toBeGreaterThanOrEqual(0);
        expect(at(step + 16)).toEqual(here);
      }),
    );
  });

  test('stays where it is for five minutes', () => {
    const from = 7 * STAYS_FOR;
    expect(idleShift(epochMs(from + STAYS_FOR - 1))).toEqual(idleShift(epochMs(from)));
    expect(idleShift(epochMs(from + STAYS_FOR))).not.toEqual(idleShift(epochMs(from)));
  });

  test('lies in each of sixteen places for as long as in any other', () => {
    const places = Array.from({ length: 16 }, (_, step) => JSON.stringify(at(step)));
    expect(new Set(places).size).toBe(16);
  });
});
