import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import type { DoorId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';
import {
  apply,
  areaOf,
  bearer,
  bring,
  correct,
  entrance,
  ledgerAfter,
  notTaken,
  pass,
  quiet,
  quietRoom,
  reset,
  rollCall,
  type Step,
  stays,
  staysEnded,
} from './a-day.ts';

const AN_HOUR = 3_600_000;
const rooms = { areaOf, leavesByButton: () => false };
const sure = { byTap: 0, without: 0 };
const present = (steps: readonly (Step | number)[]) => ledgerAfter(steps).figure().present;

const anyStep = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('in' as const, 'out' as const))
      .map(([c, d]) => pass(c, d)),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 30 }).map(correct) },
  { weight: 1, arbitrary: fc.constant(reset) },
  { weight: 1, arbitrary: fc.constant<LoggedEvent>({ type: 'controller-started', version: '1' }) },
);

describe('the occupancy', () => {
  test('counts who tapped in and not yet out', () => {
    expect(present([pass(1, 'in'), pass(2, 'in'), pass(1, 'out')])).toBe(1);
  });

  test('counts one card once, however often it taps in', () => {
    expect(present([pass(1, 'in'), pass(1, 'in')])).toBe(1);
  });

  test('is not lowered by somebody who was never counted', () => {
    expect(present([pass(1, 'in'), pass(2, 'out')])).toBe(1);
  });

  test('is what a host says it is, and goes on from there', () => {
    expect(present([pass(1, 'in'), correct(7)])).toBe(7);
    expect(present([pass(1, 'in'), correct(7), pass(1, 'out')])).toBe(6);
    expect(present([pass(1, 'in'), pass(2, 'in'), correct(0), pass(1, 'out'), pass(3, 'in')])).toBe(1);
  });

  test('says that a host set it, until the day begins anew', () => {
    expect(ledgerAfter([correct(3)]).figure()).toEqual({
      ...{ present: 3, quality: 'manual', since: 1, sureSince: 1, openings: sure },
    });
    expect(ledgerAfter([correct(3), pass(1, 'in'), reset]).figure()).toEqual({
      ...{ present: 0, quality: 'counted', since: 3, sureSince: 3, openings: sure },
    });
  });

  test('is null when it is not known, never a stale number, until a host or a new day sets it', () => {
    const ledger = ledgerAfter([pass(1, 'in')]);
    ledger.markUnknown(epochMs(9));
    expect(ledger.figure()).toEqual({ present: null, quality: 'unknown', since: 9, sureSince: 0, openings: sure });
    apply(ledger, pass(2, 'in'), epochMs(10));
    expect(ledger.figure().present).toBeNull();
    ledger.apply(correct(4), epochMs(11));
    expect(ledger.figure()).toMatchObject({ present: 4, quality: 'manual' });
  });

  test('is never negative, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 200 }), (steps) => {
        const ledger = new OccupancyLedger(epochMs(0));
        for (const step of steps) {
          apply(ledger, step, epochMs(1));
          expect(ledger.figure().present).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('moves by one at the most with each tap, and to the very figure with each correction', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 100 }), (steps) => {
        const ledger = new OccupancyLedger(epochMs(0));
        for (const step of steps) {
          const before = ledger.figure().present ?? 0;
          const event = apply(ledger, step, epochMs(1));
          const after = ledger.figure().present ?? 0;
          if (event.type === 'occupancy-corrected') expect(after).toBe(event.present);
          if (event.type === 'access-granted') expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
          if (event.type === 'controller-started') expect(after).toBe(before);
        }
      }),
    );
  });

  test('is a fold: what came before a reset does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyStep), fc.array(anyStep), (before, after) => {
        expect(present([...before, reset, ...after])).toBe(present([reset, ...after]));
      }),
    );
  });

  test('keeps a curve of the day that ends in the figure of now, thinned to what is asked', () => {
    const ledger = ledgerAfter(Array.from({ length: 500 }, (_, i) => pass(i, 'in')));
    const curve = ledger.curve(100);
    expect(curve.length).toBeLessThanOrEqual(100);
    expect(curve.at(-1)).toEqual({ at: 500, present: 500 });
    expect(ledger.curve(1000)).toHaveLength(500);
  });

  test('takes no longer for each event, however many are inside', () => {
    const people = Array.from({ length: 30_000 }, (_, card) => card);
    // A tap each second; with a look at everybody for each it would be some billion looks.
    const tap = (direction: 'in' | 'out') => people.flatMap((card) => [999, pass(card, direction)]);
    expect(present([...tap('in'), ...tap('in'), ...tap('out')])).toBe(0);
  }, 10_000);
});

describe('companions', () => {
  test('come and go with the card that brought them', () => {
    expect(present([pass(1, 'in'), bring(1, 3)])).toBe(4);
    expect(present([pass(1, 'in'), bring(1, 3), pass(2, 'in'), pass(1, 'out')])).toBe(1);
    expect(present([pass(1, 'in'), bring(1, 3), bring(1, 1)])).toBe(2);
  });

  test('of a card that is not inside are not counted', () => {
    expect(present([bring(1, 3)])).toBe(0);
    expect(present([pass(1, 'in'), pass(1, 'out'), bring(1, 3)])).toBe(0);
  });

  test('are gone when the door was not opened', () => {
    expect(present([pass(1, 'in'), bring(1, 3), notTaken(1, 'in')])).toBe(0);
  });
});

describe('who is inside', () => {
  const ledgerOf = (steps: readonly Step[]) => ledgerAfter(steps, rooms);
  const into = (card: number, direction: 'in' | 'out') => pass(card, direction, { door: quiet });

  test('a room of its own does not move the count, and has its own anti-passback', () => {
    const ledger = ledgerOf([pass(1, 'in'), into(1, 'in')]);
    expect([
      ledger.figure().present,
      ledger.visits.insideSince(bearer(1), entrance),
      ledger.visits.insideSince(bearer(1), quiet),
    ]).toEqual([1, 1, 2]);
    const left = ledgerOf([pass(1, 'in'), into(1, 'in'), into(1, 'out')]);
    expect([left.figure().present, left.visits.insideSince(bearer(1), quiet)]).toEqual([1, null]);
    expect(ledgerOf([into(1, 'in'), reset]).visits.insideSince(bearer(1), quiet)).toBeNull();
  });

  test('a host is known to be inside, and to have left', () => {
    const asHost = (direction: 'in' | 'out') => pass(7, direction, { role: 'host' });
    expect(ledgerOf([asHost('in'), pass(1, 'in')]).visits.hostInside).toBe(true);
    expect(ledgerOf([asHost('in'), asHost('out')]).visits.hostInside).toBe(false);
    expect(ledgerOf([pass(1, 'in')]).visits.hostInside).toBe(false);
    expect(ledgerOf([asHost('in'), reset]).visits.hostInside).toBe(false);
  });

  test('an entry that is tapped once more counts from then on', () => {
    expect(ledgerOf([pass(1, 'in'), pass(2, 'in'), pass(1, 'in')]).visits.insideSince(bearer(1), entrance)).toBe(3);
  });
});

const opens = (door = entrance): LoggedEvent => ({ type: 'door-state-changed', door, state: 'open' });
const button = (door = entrance): LoggedEvent => ({ type: 'exit-requested', door });
const unknown: LoggedEvent = { type: 'count-unknown', outageMs: 900_000 };
const heard = (notHeardOf: number): LoggedEvent => ({ type: 'roll-call-ended', stayed: 1, unknown: notHeardOf });
const times = (count: number, ...steps: Step[]): Step[] => Array.from({ length: count }, () => steps).flat();
const figureAfter = (...steps: Step[]) => {
  const { present: count, quality, since } = ledgerAfter(steps).figure();
  return [quality, count, since];
};

describe('how sure the count is', () => {
  test('by taps alone it is counted, since the day began', () => {
    expect(figureAfter(reset, pass(1, 'in'), pass(2, 'in'), pass(1, 'out'))).toEqual(['counted', 1, 1]);
  });

  test('it is an estimate from the third opening on that nobody tapped for', () => {
    expect(figureAfter(pass(1, 'in'), opens(), opens(), opens())).toEqual(['counted', 1, 0]);
    expect(figureAfter(pass(1, 'in'), ...times(4, opens()))).toEqual(['estimated', 1, 5]);
  });

  test('it is an estimate when these are more than one in ten', () => {
    const busy = Array.from({ length: 30 }, (_, card) => [pass(card, 'in'), opens()]).flat();
    expect(figureAfter(...busy, ...times(3, opens()))).toEqual(['counted', 30, 0]);
    expect(figureAfter(...busy, ...times(4, opens()))).toEqual(['estimated', 30, 64]);
  });

  test('it is a host’s from the last correction on, whatever the doors tell after it', () => {
    expect(figureAfter(...times(5, opens()), correct(4))).toEqual(['manual', 4, 6]);
    expect(figureAfter(correct(4), ...times(5, opens()), correct(4))).toEqual(['manual', 4, 7]);
    expect(figureAfter(correct(4), ...times(5, opens()))).toEqual(['manual', 4, 1]);
  });

  test('it is unknown, and so is that of each room, from an outage on', () => {
    const ledger = ledgerAfter([pass(1, 'in'), pass(1, 'in', { door: quiet }), unknown], rooms);
    expect([ledger.figure().present, ledger.inArea(quietRoom), ledger.atLeast()]).toEqual([null, null, 1]);
    expect(figureAfter(pass(1, 'in'), unknown, pass(2, 'in'), ...times(5, opens()))).toEqual(['unknown', null, 2]);
  });

  test.each<[string, Step[], unknown[]]>([
    ['a host counts', [correct(3)], ['manual', 3, 3]],
    ['who stays has tapped again', [rollCall, stays(1), heard(0)], ['estimated', 1, 5]],
    ['the slot is over', [staysEnded], ['estimated', 0, 3]],
    ['a new day begins', [reset], ['counted', 0, 3]],
  ])('it is known again when %s', (_, steps, figure) => {
    expect(figureAfter(pass(1, 'in'), unknown, ...steps)).toEqual(figure);
  });

  test('a roll call makes an estimate of it only where somebody was not heard of', () => {
    const asked = [pass(1, 'in'), pass(2, 'in'), rollCall, stays(1)];
    expect(figureAfter(...asked, pass(2, 'out'), heard(0))).toEqual(['counted', 1, 0]);
    expect(figureAfter(...asked, heard(1))).toEqual(['estimated', 1, 5]);
    expect(figureAfter(correct(0), ...asked, pass(2, 'out'), heard(0))).toEqual(['manual', 1, 1]);
  });

  test('the end of the slot makes an estimate of it only where somebody was still there', () => {
    const staff = pass(2, 'in', { role: 'staff' });
    expect(figureAfter(pass(1, 'in'), pass(1, 'out'), staff, staysEnded)).toEqual(['counted', 1, 0]);
    expect(figureAfter(pass(1, 'in'), staff, staysEnded)).toEqual(['estimated', 1, 3]);
    // Whom a host has seen, and no tap has told of, has gone home too.
    expect(figureAfter(staff, correct(9), staysEnded)).toEqual(['estimated', 1, 3]);
  });
});

describe('at a door that has no reader on the way out', () => {
  const byButton = { areaOf, leavesByButton: (door: DoorId) => door === entrance };
  const left = (...steps: (Step | number)[]) => {
    const { present: count, quality } = ledgerAfter(
      [pass(1, 'in'), opens(), pass(2, 'in'), opens(), ...steps],
      byButton,
    ).figure();
    return [count, quality];
  };

  test('the button and the leaf tell of one who leaves, whichever is seen first', () => {
    expect(left(button(), opens())).toEqual([1, 'estimated']);
    expect(left(opens(), button())).toEqual([1, 'estimated']);
  });

  test('one hand may press twice', () => {
    expect(left(button(), button(), opens())).toEqual([1, 'estimated']);
    expect(left(button(), opens(), button())).toEqual([1, 'estimated']);
    expect(left(opens(), button(), button())).toEqual([1, 'estimated']);
  });

  test('two leave one after the other, and no more than there are', () => {
    expect(left(...times(2, button(), opens()))).toEqual([0, 'estimated']);
    expect(left(...times(3, button(), opens()), pass(3, 'in'))).toEqual([1, 'estimated']);
  });

  test('the button alone lets nobody out, nor does a tap on the way in that the leaf follows', () => {
    expect(left(button())).toEqual([2, 'counted']);
    expect(left(button(), pass(3, 'in'), opens())).toEqual([3, 'counted']);
  });

  test('who has left so and comes in again is counted again', () => {
    const lunch = [button(), opens(), button(), opens()];
    expect(left(...lunch, AN_HOUR, pass(1, 'in'), opens(), pass(2, 'in'), opens())).toEqual([2, 'estimated']);
    // But not twice, at a second tap before the door …
    expect(left(...lunch, AN_HOUR, pass(1, 'in'), pass(1, 'in'), opens())).toEqual([1, 'estimated']);
    // … nor when they do not come in after all.
    expect(left(...lunch, AN_HOUR, pass(1, 'in'), notTaken(1, 'in'))).toEqual([0, 'estimated']);
    const tapsTwice = [pass(1, 'in'), pass(1, 'in'), ...times(2, notTaken(1, 'in'))];
    expect(left(...lunch, pass(3, 'in'), opens(), AN_HOUR, ...tapsTwice)).toEqual([1, 'estimated']);
  });

  test('and at one that has one, nobody leaves by the button unseen', () => {
    expect(figureAfter(pass(1, 'in'), opens(), button(), opens())).toEqual(['counted', 1, 0]);
  });
});
