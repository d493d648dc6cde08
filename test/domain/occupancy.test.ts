import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { CredentialHash, DoorId, ReaderId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';

const hashOf = (n: number) => CredentialHash.parse(n.toString(16).padStart(32, '0'));
const pass = (card: number, direction: 'in' | 'out'): LoggedEvent => ({
  type: 'access-granted',
  credential: hashOf(card),
  kind: 'uid',
  reader: ReaderId.parse('front'),
  door: DoorId.parse('entrance'),
  direction,
});
const correct = (present: number): LoggedEvent => ({ type: 'occupancy-corrected', present });
const reset: LoggedEvent = { type: 'occupancy-reset' };

function fold(events: readonly LoggedEvent[]): OccupancyLedger {
  const ledger = new OccupancyLedger(epochMs(0));
  events.forEach((event, index) => {
    ledger.apply(event, epochMs(index + 1));
  });
  return ledger;
}
const present = (events: readonly LoggedEvent[]) => fold(events).figure().present;

const anyEvent = fc.oneof(
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
    expect(fold([correct(3)]).figure()).toEqual({ present: 3, quality: 'manual', since: 1 });
    expect(fold([correct(3), pass(1, 'in'), reset]).figure()).toEqual({ present: 0, quality: 'counted', since: 3 });
  });

  test('is null when it is not known, never a stale number, until a host or a new day sets it', () => {
    const ledger = fold([pass(1, 'in')]);
    ledger.markUnknown(epochMs(9));
    expect(ledger.figure()).toEqual({ present: null, quality: 'unknown', since: 9 });
    ledger.apply(pass(2, 'in'), epochMs(10));
    expect(ledger.figure().present).toBeNull();
    ledger.apply(correct(4), epochMs(11));
    expect(ledger.figure()).toMatchObject({ present: 4, quality: 'manual' });
  });

  test('is never negative, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 200 }), (events) => {
        const ledger = new OccupancyLedger(epochMs(0));
        for (const event of events) {
          ledger.apply(event, epochMs(1));
          expect(ledger.figure().present).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('moves by one at the most with each tap, and to the very figure with each correction', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 100 }), (events) => {
        const ledger = new OccupancyLedger(epochMs(0));
        for (const event of events) {
          const before = ledger.figure().present ?? 0;
          ledger.apply(event, epochMs(1));
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
      fc.property(fc.array(anyEvent), fc.array(anyEvent), (before, after) => {
        expect(present([...before, reset, ...after])).toBe(present([reset, ...after]));
      }),
    );
  });

  test('keeps a curve of the day that ends in the figure of now, thinned to what is asked', () => {
    const ledger = fold(Array.from({ length: 500 }, (_, i) => pass(i, 'in')));
    const curve = ledger.curve(100);
    expect(curve.length).toBeLessThanOrEqual(100);
    expect(curve.at(-1)).toEqual({ at: 500, present: 500 });
    expect(ledger.curve(1000)).toHaveLength(500);
  });
});

describe('companions', () => {
  const bring = (card: number, companions: number): LoggedEvent => ({
    type: 'companions-noted',
    credential: hashOf(card),
    companions,
  });

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
    const notTaken: LoggedEvent = {
      type: 'access-not-taken',
      door: DoorId.parse('entrance'),
      credential: hashOf(1),
      direction: 'in',
    };
    expect(present([pass(1, 'in'), bring(1, 3), notTaken])).toBe(0);
  });
});

describe('who is inside', () => {
  const quiet = DoorId.parse('quiet');
  const entrance = DoorId.parse('entrance');
  const ledgerOf = (events: readonly LoggedEvent[]) => {
    const ledger = new OccupancyLedger(epochMs(0), (door) => (door === quiet ? 'quiet-room' : null));
    events.forEach((event, index) => {
      ledger.apply(event, epochMs(index + 1));
    });
    return ledger;
  };
  const into = (card: number, direction: 'in' | 'out'): LoggedEvent =>
    ({
      ...pass(card, direction),
      ...{ type: 'access-granted', door: quiet },
    }) as LoggedEvent;

  test('a room of its own does not move the count, and has its own anti-passback', () => {
    const ledger = ledgerOf([pass(1, 'in'), into(1, 'in')]);
    expect([
      ledger.figure().present,
      ledger.insideSince(hashOf(1), entrance),
      ledger.insideSince(hashOf(1), quiet),
    ]).toEqual([1, 1, 2]);
    const left = ledgerOf([pass(1, 'in'), into(1, 'in'), into(1, 'out')]);
    expect([left.figure().present, left.insideSince(hashOf(1), quiet)]).toEqual([1, null]);
    expect(ledgerOf([into(1, 'in'), reset]).insideSince(hashOf(1), quiet)).toBeNull();
  });

  test('a host is known to be inside, and to have left', () => {
    const asHost = (direction: 'in' | 'out') => ({ ...pass(7, direction), role: 'host' }) as LoggedEvent;
    expect(ledgerOf([asHost('in'), pass(1, 'in')]).hostInside).toBe(true);
    expect(ledgerOf([asHost('in'), asHost('out')]).hostInside).toBe(false);
    expect(ledgerOf([pass(1, 'in')]).hostInside).toBe(false);
    expect(ledgerOf([asHost('in'), reset]).hostInside).toBe(false);
  });

  test('an entry that is tapped once more counts from then on', () => {
    expect(ledgerOf([pass(1, 'in'), pass(2, 'in'), pass(1, 'in')]).insideSince(hashOf(1), entrance)).toBe(3);
  });
});
