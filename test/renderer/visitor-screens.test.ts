import { describe, expect, test } from 'vitest';
import { type Snapshot, type TapOutcome, TapOutcome as TapOutcomeSchema } from '../../device/contract/api.ts';
import { monotonicMs } from '../../device/contract/units.ts';
import { hostViewWith, snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { CHECKED_WITHIN, chooseScreen, FIRST_VISIT_FOR } from '../../renderer/kiosk/choose-screen.ts';
import { initialState, type KioskEvent, type KioskState, reduce } from '../../renderer/kiosk/kiosk-state.ts';
import { HELD_FOR, OFFER_SHOWN_FOR, SHOWN_FOR } from '../../renderer/kiosk/shown-for.ts';

const at = monotonicMs;
const { atMs, bootId } = snapshotWith();
const told = (change: Partial<Snapshot>): KioskEvent => ({ type: 'snapshot', snapshot: snapshotWith(change) });

function fed(events: readonly (readonly [atMs: number, event: KioskEvent])[]): KioskState {
  return events.reduce((state, [when, event]) => reduce(state, event, at(when)), initialState(at(0)));
}

function tap(id: number, more: object): TapOutcome {
  return TapOutcomeSchema.parse({ id, atMs, door: 'entrance', ...more });
}

const granted = (id = 1) => tap(id, { outcome: 'granted', direction: 'in', notes: [] });
const wrongPin = (id = 1) => tap(id, { outcome: 'denied', reason: 'pin-wrong' });
const enrolled = (pinOffered: boolean) => tap(1, { outcome: 'enrolled', role: 'visitor', pinOffered });
const pinEntry = { id: 4, door: granted().door, typed: 0, untilMs: atMs + 45_000 };
const host = hostViewWith({ locksAtMs: atMs + 60_000 });
const enrolment = { self: true, pin: true };

/** While the controller is heard. */
const shows = (state: KioskState, when: number) =>
  chooseScreen(reduce(state, { type: 'ping' }, at(when)), at(when)).kind;

describe('a PIN that is asked for', () => {
  test('is asked for at once, though the last outcome is still fresh, which does not come back', () => {
    const state = fed([
      [0, told({ lastTap: wrongPin() })],
      [1_000, told({ lastTap: wrongPin(), pinEntry })],
    ]);
    expect(chooseScreen(state, at(1_000))).toMatchObject({ kind: 'pin', pin: { id: 4 } });
    const typed = reduce(state, told({ lastTap: wrongPin(), pinEntry: { ...pinEntry, typed: 2 } }), at(1_500));
    expect(chooseScreen(typed, at(1_500))).toMatchObject({ kind: 'pin', pin: { typed: 2 } });
    expect(shows(reduce(typed, told({ lastTap: wrongPin() }), at(2_000)), 2_000)).toBe('checking');
  });

  test('waits while a newer outcome, of another reader, is shown', () => {
    const state = fed([
      [0, told({ pinEntry })],
      [1_000, told({ pinEntry, lastTap: granted() })],
    ]);
    expect(shows(state, 1_000)).toBe('outcome');
    expect(shows(state, 1_000 + SHOWN_FOR.granted)).toBe('pin');
  });

  test('is judged: a moment’s patience is asked for until the outcome comes, or it takes too long', () => {
    const sent = fed([
      [0, told({ pinEntry })],
      [5_000, told({})],
    ]);
    expect(shows(sent, 5_000)).toBe('checking');
    expect(shows(sent, 5_000 + CHECKED_WITHIN)).toBe('idle');
    const answered = reduce(sent, told({ lastTap: granted() }), at(6_000));
    expect(shows(answered, 6_000)).toBe('outcome');
    expect(shows(reduce(answered, { type: 'put-away' }, at(6_100)), 6_100)).toBe('idle');
  });

  test('is no more waited for after the controller has started anew', () => {
    const other = bootId.replace('a8', 'b8') as typeof bootId;
    const state = fed([
      [0, told({ pinEntry })],
      [5_000, told({ bootId: other })],
    ]);
    expect(shows(state, 5_000)).toBe('idle');
  });

  test('lies over the host view, and after a newer outcome was told there', () => {
    const state = fed([
      [0, told({ host, pinEntry })],
      [1_000, told({ host, pinEntry, lastTap: granted() })],
    ]);
    expect(chooseScreen(fed([[0, told({ host, pinEntry })]]), at(0))).toMatchObject({ kind: 'host', pin: { id: 4 } });
    expect(chooseScreen(state, at(1_000))).toMatchObject({ kind: 'host', tap: { outcome: { id: 1 } }, pin: null });
    expect(chooseScreen(state, at(1_000 + SHOWN_FOR.granted))).toMatchObject({
      kind: 'host',
      tap: null,
      pin: { id: 4 },
    });
  });

  test('comes before a card that is waited for, and after a fire alarm', () => {
    const pendingTap = { purpose: 'host-view', untilMs: 1 } as const;
    expect(shows(fed([[0, told({ pendingTap, pinEntry })]]), 0)).toBe('pin');
    expect(shows(fed([[0, told({ pendingTap, pinEntry, host })]]), 0)).toBe('pin');
  });

  test('is a host’s while the fire alarm is on, who is to reach the muster list', () => {
    const alarmed = { pinEntry, evacuation: true };
    expect(shows(fed([[0, told(alarmed)]]), 0)).toBe('pin');
    const denied = (reason: 'pin-wrong' | 'fire-alarm') => ({ ...granted(), outcome: 'denied', reason }) as const;
    const afterTap = (reason: 'pin-wrong' | 'fire-alarm') =>
      fed([
        [0, told(alarmed)],
        [1_000, told({ evacuation: true, lastTap: denied(reason) })],
      ]);
    expect(chooseScreen(afterTap('pin-wrong'), at(1_000))).toMatchObject({ refused: { reason: 'pin-wrong' } });
    expect(chooseScreen(afterTap('fire-alarm'), at(1_000))).toMatchObject({ kind: 'evacuation', refused: null });
    expect(chooseScreen(afterTap('pin-wrong'), at(1_000 + SHOWN_FOR.denied))).toMatchObject({ refused: null });
  });

  test('is asked for by a box that can be heard alone', () => {
    const state = fed([
      [0, told({ pinEntry })],
      [1_000, { type: 'lost' }],
    ]);
    expect(chooseScreen(state, at(10_000)).kind).toBe('trouble');
  });
});

describe('an outcome', () => {
  const state = fed([[0, told({ lastTap: granted() })]]);

  test('stays for 12 s after each touch of its controls, and never for less than without one', () => {
    const touched = reduce(state, { type: 'touched' }, at(4_000));
    expect(shows(touched, 4_000 + HELD_FOR - 1)).toBe('outcome');
    expect(shows(touched, 4_000 + HELD_FOR)).toBe('idle');
    const again = reduce(touched, { type: 'touched' }, at(15_000));
    expect(shows(again, 15_000 + HELD_FOR - 1)).toBe('outcome');
    const offered = reduce(fed([[0, told({ lastTap: enrolled(true) })]]), { type: 'touched' }, at(1_000));
    expect(shows(offered, OFFER_SHOWN_FOR - 1)).toBe('outcome');
  });

  test('tells when it goes away by itself', () => {
    expect(chooseScreen(state, at(1_000))).toMatchObject({ leavesAt: SHOWN_FOR.granted });
    const touched = reduce(state, { type: 'touched' }, at(4_000));
    expect(chooseScreen(touched, at(4_000))).toMatchObject({ leavesAt: 4_000 + HELD_FOR });
  });

  test('is not brought back by a touch that comes too late', () => {
    expect(shows(reduce(state, { type: 'touched' }, at(SHOWN_FOR.granted)), SHOWN_FOR.granted)).toBe('idle');
  });

  test('gives way to the next one, however it was held', () => {
    const touched = reduce(state, { type: 'touched' }, at(1_000));
    const next = reduce(touched, told({ lastTap: granted(2) }), at(2_000));
    expect(chooseScreen(next, at(2_000))).toMatchObject({ kind: 'outcome', tap: { outcome: { id: 2 } } });
    expect(shows(next, 2_000 + SHOWN_FOR.granted)).toBe('idle');
  });

  test('that offers a PIN stays as long as one can be chosen; without the offer it is a greeting like others', () => {
    const offered = fed([[0, told({ lastTap: enrolled(true) })]]);
    expect(shows(offered, OFFER_SHOWN_FOR - 1)).toBe('outcome');
    expect(shows(offered, OFFER_SHOWN_FOR)).toBe('idle');
    expect(shows(fed([[0, told({ lastTap: enrolled(false) })]]), SHOWN_FOR.enrolled)).toBe('idle');
  });

  test('that offers a PIN is a short line over the host view, and waits for its holder beneath', () => {
    const offered = fed([[0, told({ lastTap: enrolled(true), host })]]);
    expect(chooseScreen(offered, at(SHOWN_FOR.enrolled))).toMatchObject({ kind: 'host', tap: null });
    expect(shows(reduce(offered, told({ lastTap: enrolled(true) }), at(20_000)), 20_000)).toBe('outcome');
  });

  test('that is put away stays away', () => {
    const away = reduce(state, { type: 'put-away' }, at(1_000));
    expect(shows(away, 1_000)).toBe('idle');
    expect(shows(reduce(away, told({ lastTap: granted() }), at(1_500)), 1_500)).toBe('idle');
  });
});

describe('a first visit', () => {
  const open: KioskEvent = { type: 'first-visit', open: true };
  const reading = fed([
    [0, told({ enrolment })],
    [1_000, open],
  ]);

  test('shows the house rules until they are put away, or nobody has needed them for long', () => {
    expect(shows(reading, 1_000 + FIRST_VISIT_FOR - 1)).toBe('first-visit');
    expect(shows(reading, 1_000 + FIRST_VISIT_FOR)).toBe('idle');
    expect(shows(reduce(reading, { type: 'first-visit', open: false }, at(2_000)), 2_000)).toBe('idle');
  });

  test('tells when it goes away by itself, and stays for as long again for who is still at it', () => {
    expect(chooseScreen(reading, at(2_000))).toMatchObject({ leavesAt: 1_000 + FIRST_VISIT_FOR });
    expect(chooseScreen(reduce(reading, open, at(20_000)), at(20_000))).toMatchObject({
      leavesAt: 20_000 + FIRST_VISIT_FOR,
    });
  });

  test('is not to be had where a host registers cards', () => {
    expect(
      shows(
        fed([
          [0, told({ enrolment: { self: false, pin: false } })],
          [1, open],
        ]),
        1,
      ),
    ).toBe('idle');
  });

  test('puts away the refusal that led to it', () => {
    const refused = fed([
      [0, told({ enrolment, lastTap: tap(1, { outcome: 'denied', reason: 'credential-not-enrolled' }) })],
      [1_000, open],
    ]);
    expect(shows(refused, 1_000)).toBe('first-visit');
  });

  test.each([
    ['the card is waited for', { pendingTap: { purpose: 'enrol', role: 'visitor', untilMs: 1 } } as const, 'pending'],
    ['somebody taps', { lastTap: granted() }, 'outcome'],
    ['a host opens the view', { host }, 'host'],
  ])('is over when %s, and does not come back', (_, change, shown) => {
    const next = reduce(reading, told({ enrolment, ...change }), at(2_000));
    expect(shows(next, 2_000)).toBe(shown);
    expect(shows(reduce(next, told({ enrolment, lastTap: next.snapshot?.lastTap ?? null }), at(12_000)), 12_000)).toBe(
      'idle',
    );
  });
});

describe('what one can help with', () => {
  const open: KioskEvent = { type: 'skills', open: true };
  const skills = { choices: [], offers: [] };
  const reading = fed([
    [0, told({ skills })],
    [1_000, open],
  ]);

  test('is shown until it is put away, or nobody has touched it for long', () => {
    expect(shows(reading, 1_000 + FIRST_VISIT_FOR - 1)).toBe('skills');
    expect(shows(reading, 1_000 + FIRST_VISIT_FOR)).toBe('idle');
    expect(shows(reduce(reading, open, at(80_000)), 80_000 + FIRST_VISIT_FOR - 1)).toBe('skills');
    expect(shows(reduce(reading, { type: 'skills', open: false }, at(2_000)), 2_000)).toBe('idle');
  });

  test('tells when it goes away by itself', () => {
    expect(chooseScreen(reading, at(2_000))).toMatchObject({ leavesAt: 1_000 + FIRST_VISIT_FOR });
  });

  test('is not to be had where the office has no board', () => {
    expect(
      shows(
        fed([
          [0, told({ skills: null })],
          [1, open],
        ]),
        1,
      ),
    ).toBe('idle');
  });

  test('is over when somebody taps, and does not come back', () => {
    const tapped = reduce(reading, told({ skills, lastTap: granted() }), at(2_000));
    expect([shows(tapped, 2_000), shows(tapped, 2_000 + SHOWN_FOR.granted)]).toEqual(['outcome', 'idle']);
  });
});
