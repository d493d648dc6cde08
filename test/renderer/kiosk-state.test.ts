import { describe, expect, test } from 'vitest';
import { type TapOutcome, TapOutcome as TapOutcomeSchema } from '../../device/contract/api.ts';
import { DoorId } from '../../device/contract/ids.ts';
import { monotonicMs } from '../../device/contract/units.ts';
import { hostViewWith, occupancyWith, snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { BLIP, chooseScreen, SILENCE_LIMIT } from '../../renderer/kiosk/choose-screen.ts';
import {
  controllerNow,
  initialState,
  type KioskEvent,
  type KioskState,
  reduce,
} from '../../renderer/kiosk/kiosk-state.ts';
import { SHOWN_FOR } from '../../renderer/kiosk/shown-for.ts';

const at = monotonicMs;
const snapshot = snapshotWith();
const live = fed([[0, { type: 'snapshot', snapshot }]]);

function fed(events: readonly (readonly [atMs: number, event: KioskEvent])[], from = initialState(at(0))): KioskState {
  return events.reduce((state, [atMs, event]) => reduce(state, event, at(atMs)), from);
}

function tap(id: number, more: object = { outcome: 'granted', direction: 'in', notes: [] }): TapOutcome {
  return TapOutcomeSchema.parse({ id, atMs: snapshot.atMs, door: 'entrance', ...more });
}

const shows = (state: KioskState, atMs: number) => chooseScreen(state, at(atMs)).kind;

describe('the page, from what the controller tells it', () => {
  test('starts with a moment’s patience, and is idle with the first snapshot', () => {
    expect(shows(initialState(at(0)), BLIP)).toBe('starting');
    expect(shows(initialState(at(0)), BLIP + 1)).toBe('trouble');
    expect(shows(live, 0)).toBe('idle');
  });

  test('takes a delta that follows, and leaves one with a gap', () => {
    const next = reduce(
      live,
      { type: 'delta', delta: { revision: 2, atMs: 7, hours: { open: false, mode: 'closed', changesAtMs: 9 } } },
      at(5),
    );
    expect(next.snapshot).toMatchObject({ revision: 2, atMs: 7, hours: { open: false }, occupancy: { present: 0 } });
    expect(reduce(live, { type: 'delta', delta: { revision: 3, atMs: 7 } }, at(5))).toBe(live);
    expect(reduce(initialState(at(0)), { type: 'delta', delta: { revision: 1, atMs: 7 } }, at(5)).snapshot).toBeNull();
  });

  test('reckons with the controller’s clock and its own monotonic time', () => {
    expect(controllerNow(snapshot, at(100), at(350))).toBe(snapshot.atMs + 250);
  });
});

describe('an outcome', () => {
  test.each([
    [tap(1), SHOWN_FOR.granted],
    [tap(1, { outcome: 'denied', reason: 'office-closed' }), SHOWN_FOR.denied],
  ])('is shown for its time, and then no more', (lastTap, shownFor) => {
    const state = fed([[10, { type: 'snapshot', snapshot: snapshotWith({ lastTap }) }]]);
    expect(shows(state, 10 + shownFor - 1)).toBe('outcome');
    expect(shows(state, 10 + shownFor)).toBe('idle');
  });

  test('that is old already when the page is loaded is not shown', () => {
    const old = { ...tap(1), atMs: snapshot.atMs - SHOWN_FOR.granted };
    expect(shows(fed([[10, { type: 'snapshot', snapshot: snapshotWith({ lastTap: old }) }]]), 10)).toBe('idle');
  });

  test('is not shown a second time after a reconnection, but the next one is, and so is the first of a new start', () => {
    const told: KioskEvent = { type: 'snapshot', snapshot: snapshotWith({ lastTap: tap(1) }) };
    const again = fed([
      [0, told],
      [6_000, { type: 'lost' }],
      [7_000, told],
    ]);
    expect(shows(again, 7_000)).toBe('idle');
    const next: KioskEvent = { type: 'snapshot', snapshot: snapshotWith({ lastTap: tap(2) }) };
    expect(shows(fed([[8_000, next]], again), 8_000)).toBe('outcome');
    const bootId = snapshotWith().bootId.replace('a8', 'b8') as typeof snapshot.bootId;
    const restarted: KioskEvent = { type: 'snapshot', snapshot: snapshotWith({ lastTap: tap(1), bootId }) };
    expect(shows(fed([[8_000, restarted]], again), 8_000)).toBe('outcome');
  });

  test('comes before trouble: somebody waits at the door', () => {
    const state = fed([
      [0, { type: 'snapshot', snapshot: snapshotWith({ lastTap: tap(1) }) }],
      [1, { type: 'lost' }],
    ]);
    expect(shows(state, BLIP + 500)).toBe('outcome');
    expect(shows(state, SHOWN_FOR.granted)).toBe('trouble');
  });
});

describe('trouble', () => {
  test('a broken stream is told after 3 s, and a return is taken at once', () => {
    const lost = reduce(live, { type: 'lost' }, at(1_000));
    expect(shows(lost, 1_000 + BLIP)).toBe('idle');
    expect(shows(lost, 1_001 + BLIP)).toBe('trouble');
    expect(shows(reduce(lost, { type: 'snapshot', snapshot }, at(9_000)), 9_000)).toBe('idle');
  });

  test('a stream that has only gone silent is told after 25 s, and a ping is a word', () => {
    expect(shows(live, SILENCE_LIMIT)).toBe('idle');
    expect(shows(live, SILENCE_LIMIT + 1)).toBe('trouble');
    const pinged = reduce(live, { type: 'ping' }, at(20_000));
    expect(shows(pinged, 20_000 + SILENCE_LIMIT)).toBe('idle');
  });

  test('a browser that the controller does not know is told so, not that there is no contact', () => {
    const screen = chooseScreen(reduce(live, { type: 'session-required' }, at(1)), at(1));
    expect(screen).toMatchObject({ kind: 'trouble', trouble: 'session-required' });
  });
});

describe('a fire alarm', () => {
  const alarmed = {
    evacuation: true,
    lastTap: tap(1),
    occupancy: occupancyWith({ present: 7 }),
  } as const;
  const state = fed([[0, { type: 'snapshot', snapshot: snapshotWith(alarmed) }]]);

  test('comes before all else, with how many are inside', () => {
    expect(chooseScreen(state, at(0))).toEqual({ kind: 'evacuation', present: 7, asksHost: false });
  });

  test('gives way to the PIN of a host, without which nobody sees the list', () => {
    const pinEntry = { id: 1, door: DoorId.parse('entrance'), typed: 0, untilMs: 1 };
    const asked = fed([[0, { type: 'snapshot', snapshot: snapshotWith({ ...alarmed, pinEntry }) }]]);
    expect(chooseScreen(asked, at(0))).toMatchObject({ kind: 'pin', pin: pinEntry });
  });

  test('is still told when the controller is no longer heard, without a figure', () => {
    expect(chooseScreen(state, at(SILENCE_LIMIT + 1))).toEqual({ kind: 'evacuation', present: null, asksHost: false });
  });
});

describe('the host', () => {
  const host = hostViewWith({ locksAtMs: snapshot.atMs + 60_000 });

  test('keeps the host view while others tap, and sees their outcome over it', () => {
    const state = fed([[0, { type: 'snapshot', snapshot: snapshotWith({ host, lastTap: tap(1) }) }]]);
    expect(chooseScreen(state, at(0))).toMatchObject({ kind: 'host', tap: { outcome: { id: 1 } } });
    expect(chooseScreen(state, at(SHOWN_FOR.granted))).toMatchObject({ kind: 'host', tap: null });
  });

  test('is asked for the card before all else', () => {
    const pendingTap = { purpose: 'host-view', untilMs: 1 } as const;
    expect(shows(fed([[0, { type: 'snapshot', snapshot: snapshotWith({ host, pendingTap }) }]]), 0)).toBe('pending');
  });
});
