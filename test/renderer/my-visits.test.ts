import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TapOutcome } from '../../device/contract/api.ts';
import { type MyVisit, MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import { monotonicMs, seconds } from '../../device/contract/units.ts';
import { snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { chooseScreen } from '../../renderer/kiosk/choose-screen.ts';
import { initialState, type KioskState, reduce } from '../../renderer/kiosk/kiosk-state.ts';
import { isNothingStored, takeAlong } from '../../renderer/kiosk/take-along.ts';

const at = Date.UTC(2026, 2, 2, 9);
const visit = (n: number, door = 'Entrén'): MyVisit => ({
  ...{ door, enteredMs: at - n * 86_400_000, leftMs: null, endedBy: null, companions: 0 },
});
const stored = (change: Partial<MyVisitsAnswer> = {}): MyVisitsAnswer =>
  MyVisitsAnswer.parse({
    ...{ untilMs: at, pseudonyms: 'daily', visitDays: 14, visits: [], leftOut: 0, card: null, libraryUntilMs: null },
    ...change,
  });

describe('what is taken along as a code', () => {
  test('says the same as the screen, with times that anybody can read', () => {
    const card = { role: 'visitor', sinceMs: at, hasPin: true, validUntilMs: null, blocked: false } as const;
    const { text, leftOut } = takeAlong('Kontoret', stored({ visits: [visit(0)], card }));
    expect([JSON.parse(text), leftOut]).toEqual([
      {
        ...{ office: 'Kontoret', pseudonyms: 'daily', visitDays: 14, libraryUntil: null, leftOut: 0 },
        card: { role: 'visitor', since: '2026-03-02T09:00Z', hasPin: true, validUntil: null, blocked: false },
        visits: [{ in: '2026-03-02T09:00Z', out: null, endedBy: null, companions: 0, door: 'Entrén' }],
      },
      0,
    ]);
  });

  test('has as many of the newest visits as there is room for, and says how many it has not', () => {
    const doors = fc.array(fc.string({ maxLength: 60, unit: 'grapheme' }), { maxLength: 30 });
    fc.assert(
      fc.property(doors, fc.nat(1_000), (names, older) => {
        const visits = names.map((door, n) => visit(n, door));
        const { text, leftOut } = takeAlong('Allmänna kontoret', stored({ visits, leftOut: older }));
        const told = JSON.parse(text);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(850);
        expect(told.visits.length + leftOut).toBe(names.length + older);
        expect(told.leftOut).toBe(leftOut);
        expect(told.visits.map(({ door }: MyVisit) => door)).toEqual(names.slice(0, told.visits.length));
      }),
    );
  });
});

test('nothing is stored where there is neither visit nor card nor a library’s word, and that can be known', () => {
  expect(isNothingStored(stored())).toBe(true);
  for (const change of [{ visits: [visit(0)] }, { libraryUntilMs: at }, { pseudonyms: 'none' } as const])
    expect(isNothingStored(stored(change))).toBe(false);
});

test('one’s own visits stay for a minute, and for as long as more time is given', () => {
  const shown = (state: KioskState, ms: number) =>
    chooseScreen({ ...state, lastHeardAt: monotonicMs(ms) }, monotonicMs(ms));
  const lastTap = TapOutcome.parse({ id: 1, atMs: 1_000_000, door: 'entrance', outcome: 'my-visits' });
  const start = monotonicMs(0);
  const state = reduce(initialState(start), { type: 'snapshot', snapshot: snapshotWith({ lastTap }) }, start);
  expect([59_999, 60_000].map((ms) => shown(state, ms).kind)).toEqual(['outcome', 'idle']);
  const held = reduce(state, { type: 'held', for: seconds(60) }, monotonicMs(50_000));
  expect([109_999, 110_000].map((ms) => shown(held, ms).kind)).toEqual(['outcome', 'idle']);
});
