import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { DoorId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { Openings } from '../../device/domain/openings.ts';
import { bearer, entrance, front, notTaken, visitNo } from './a-day.ts';

const yard = DoorId.parse('yard');
const tap = (door = entrance): LoggedEvent => ({
  ...{ type: 'access-granted', kind: 'uid', reader: front, door, direction: 'in' },
  ...{ pseudonym: bearer(1), visit: visitNo(1) },
});
const leaf = (state: 'open' | 'closed' | 'unknown', door = entrance): LoggedEvent => ({
  ...{ type: 'door-state-changed', door, state },
});
const opens = (door = entrance) => leaf('open', door);
const button = (door = entrance): LoggedEvent => ({ type: 'exit-requested', door });

/** Doors of which one is left by the yard's button alone, and what came of these events; a number lets time pass. */
function seen(...steps: readonly (LoggedEvent | number)[]) {
  const openings = new Openings((door) => door === yard);
  let [now, left] = [0, 0];
  for (const step of steps) {
    if (typeof step === 'number') now += step;
    else if (openings.apply(step, epochMs(now))) left += 1;
  }
  return { openings, left, ...openings.counts() };
}

describe('an opening', () => {
  test('is explained by a tap at its door, for as long as the longest access time', () => {
    expect(seen(tap(), 20_000, opens())).toMatchObject({ byTap: 1, without: 0 });
    expect(seen(tap(), 20_001, opens())).toMatchObject({ byTap: 0, without: 1 });
    expect(seen(tap(yard), opens())).toMatchObject({ byTap: 0, without: 1 });
    expect(seen(opens(), tap())).toMatchObject({ byTap: 0, without: 1 });
  });

  test('takes one tap for its own, and two taps explain two', () => {
    expect(seen(tap(), opens(), opens())).toMatchObject({ byTap: 1, without: 1 });
    expect(seen(tap(), tap(), opens(), opens(), opens())).toMatchObject({ byTap: 2, without: 1 });
  });

  test('is not explained by taps that were let pass, nor by grants that were not taken', () => {
    expect(seen(tap(), 21_000, tap(), opens(), opens())).toMatchObject({ byTap: 1, without: 1 });
    expect(seen(tap(), notTaken(1, 'in'), opens())).toMatchObject({ byTap: 0, without: 1 });
  });

  test('is the leaf’s move to open, and no other', () => {
    expect(seen(leaf('closed'), leaf('unknown'))).toMatchObject({ byTap: 0, without: 0 });
  });

  test('is forgotten when the count is sure again; a tap that waits for one is not, but for a new day', () => {
    const { openings } = seen(opens(), tap());
    openings.clear();
    expect(openings.counts()).toEqual({ byTap: 0, without: 0 });
    openings.apply(opens(), epochMs(1));
    expect(openings.counts()).toEqual({ byTap: 1, without: 0 });
    openings.apply(tap(), epochMs(2));
    openings.beginDay();
    openings.apply(opens(), epochMs(3));
    expect(openings.counts()).toEqual({ byTap: 0, without: 1 });
  });
});

describe('somebody has left', () => {
  test.each([
    ['the leaf opens within 3 s of the button', [button(yard), 3_000, opens(yard)], 1],
    ['the leaf opens later', [button(yard), 3_001, opens(yard)], 0],
    ['the button is seen within 500 ms after the leaf', [opens(yard), 500, button(yard)], 1],
    ['the button is seen later', [opens(yard), 501, button(yard)], 0],
    ['a tap explains the opening', [tap(yard), button(yard), opens(yard)], 0],
    ['one leaves by this door with a tap', [button(), opens(), opens(), button()], 0],
    ['each has pressed', [button(yard), opens(yard), 2_000, button(yard), opens(yard)], 2],
    ['the leaf swings once more after it', [opens(yard), 100, button(yard), 2_000, opens(yard)], 1],
    ['the leaf is seen once for both', [button(yard), opens(yard), 400, button(yard)], 1],
  ])('or not: %s', (_, steps, left) => {
    expect(seen(...steps).left).toBe(left);
  });
});

describe('the count is doubted', () => {
  const isDoubted = (byTap: number, without: number) => {
    const explained = Array.from({ length: byTap }, () => [tap(), opens()]).flat();
    return seen(...explained, ...Array.from({ length: without }, () => opens())).openings.unsure;
  };

  test('for three openings that nobody tapped for, when these are more than one in ten', () => {
    expect([isDoubted(0, 2), isDoubted(0, 3), isDoubted(26, 3), isDoubted(27, 3), isDoubted(27, 4)]).toEqual([
      ...[false, true, true, false, true],
    ]);
  });
});

test('whatever the doors tell: each opening is counted once, each tap explains at most one, and nobody leaves twice', () => {
  const doors = [entrance, yard];
  const step = fc.oneof(
    fc.constantFrom(...doors.flatMap((door) => [tap(door), opens(door), leaf('closed', door), button(door)])),
    fc.constantFrom(10, 400, 600, 2_900, 10_000, 25_000, -60_000),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const events = steps.filter((each) => typeof each !== 'number');
      const opened = events.filter((event) => event.type === 'door-state-changed' && event.state === 'open');
      const pressed = events.filter((event) => event.type === 'exit-requested' && event.door === yard);
      const { byTap, without, left } = seen(...steps);
      expect(byTap + without).toBe(opened.length);
      expect(byTap).toBeLessThanOrEqual(events.filter(({ type }) => type === 'access-granted').length);
      expect(left).toBeLessThanOrEqual(Math.min(without, pressed.length));
    }),
    { numRuns: 2_000 },
  );
});
