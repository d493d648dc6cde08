import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { AreaId, DoorId, Pseudonym, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { type PersonalVisit, personalVisits } from '../../device/domain/personal-visits.ts';
import { eventsOfVisits } from '../../device/domain/visit-events.ts';
import { VisitBook } from '../../device/domain/visits.ts';

const door = DoorId.parse('entrance');
const studio = DoorId.parse('studio');
const areaOf = (at: DoorId) => (at === studio ? AreaId.parse('studio') : null);
const number = (n: number) => VisitNumber.parse(n);
const whom = (n: number) => Pseudonym.parse(String(n).padStart(32, '0'));
const passed = (who: number, direction: 'in' | 'out', visit: number | null, at = door): LoggedEvent => ({
  ...{ type: 'access-granted', kind: 'uid', reader: ReaderId.parse('front'), door: at, direction },
  ...{ visit: visit === null ? null : number(visit), pseudonym: whom(who), role: 'visitor' },
});
const told = (events: readonly LoggedEvent[]) =>
  personalVisits(
    events.map((event, at) => ({ event, atMs: epochMs(at) })),
    areaOf,
  );
const visit = (change: Partial<PersonalVisit>): PersonalVisit => ({
  ...{ door, enteredAt: epochMs(0), leftAt: null, endedBy: null, companions: 0, ...change },
});

describe('one’s own visits', () => {
  test('are told newest first, with when each began and ended', () => {
    const events = [passed(1, 'in', 1), passed(1, 'out', 1), passed(1, 'in', 2)];
    expect(told(events)).toEqual([
      visit({ enteredAt: epochMs(2) }),
      visit({ leftAt: epochMs(1), endedBy: 'tapped-out' }),
    ]);
  });

  test('have the companions that were told last', () => {
    const bring = (companions: number): LoggedEvent => ({ type: 'companions-noted', visit: number(1), companions });
    expect(told([passed(1, 'in', 1), bring(2), bring(1)])).toEqual([visit({ companions: 1 })]);
  });

  test('say how they ended where no tap ended them', () => {
    const reset: LoggedEvent = { type: 'occupancy-reset' };
    const events: LoggedEvent[] = [passed(1, 'in', 1), reset, passed(1, 'in', 1), { type: 'stays-ended' }];
    expect(told(events).map(({ endedBy }) => endedBy)).toEqual(['slot-end', 'nightly']);
  });

  test('do not have one whose door was not opened, and go on when it was not on the way out', () => {
    const notTaken = (direction: 'in' | 'out'): LoggedEvent => ({
      ...{ type: 'access-not-taken', door, direction, visit: number(1) },
    });
    expect(told([passed(1, 'in', 1), notTaken('in')])).toEqual([]);
    expect(told([passed(1, 'in', 1), passed(1, 'out', 1), notTaken('out')])).toEqual([visit({})]);
  });

  test('have the way out of whoever is not known to have come in, but no room’s', () => {
    const events = [passed(1, 'out', null), passed(1, 'out', 4), passed(1, 'out', 4, studio)];
    expect(told(events)).toEqual(
      [1, 0].map((at) => visit({ enteredAt: null, leftAt: epochMs(at), endedBy: 'tapped-out' })),
    );
  });
});

const CARDS = 4;
const card = fc.nat(CARDS - 1);
const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constantFrom('in', 'out', 'bring', 'not-open-in', 'not-open-out'), card }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constantFrom('close', 'empty', 'night', 'roll-call', 'answer'), card }),
  },
);

type Action = { readonly does: string; readonly card: number };

/** What a box would have logged. */
function eventsOf({ does, card }: Action, book: VisitBook): LoggedEvent[] {
  const on = book.visitOf(whom(card))?.number ?? null;
  switch (does) {
    case 'in':
    case 'out':
      return [passed(card, does, book.numberFor(whom(card), does))];
    case 'bring':
      return on === null ? [] : [{ type: 'companions-noted', visit: on, companions: 2 }];
    case 'not-open-in':
      return on === null ? [] : [{ type: 'access-not-taken', door, direction: 'in', visit: on }];
    case 'not-open-out': {
      const out = passed(card, 'out', book.numberFor(whom(card), 'out'));
      return on === null ? [] : [out, { type: 'access-not-taken', door, direction: 'out', visit: on }];
    }
    case 'close':
      return [{ type: 'stays-ended' }];
    case 'empty':
      return [{ type: 'occupancy-corrected', present: 0 }];
    case 'roll-call':
      return [{ type: 'roll-call-started', by: 'host', untilMs: 0 }];
    case 'answer':
      return [
        ...(on === null ? [] : [{ type: 'roll-call-answered', visit: on } as const]),
        { type: 'roll-call-ended', stayed: 0, unknown: 0 },
      ];
    default:
      return [{ type: 'occupancy-reset' }];
  }
}

test('one’s own visits are those that the whole log tells of, whoever else came and went', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const log: LoggedEvent[] = [];
      /** By day and number: the last that the whole log says of each visit. */
      const whole = new Map<string, { owner: number; visit: PersonalVisit }>();
      let [day, tapping] = [0, 0];
      const book = new VisitBook(areaOf, ({ change, visit: { number, ...visit } }) => {
        const key = `${day}/${number}`;
        const owner = whole.get(key)?.owner ?? tapping;
        const { enteredAt, companions } = visit;
        const goesOn = change === 'resumed' ? { leftAt: null, endedBy: null } : visit;
        if (change === 'cancelled') whole.delete(key);
        else
          whole.set(key, {
            owner,
            visit: { door, enteredAt, companions, leftAt: goesOn.leftAt, endedBy: goesOn.endedBy },
          });
      });
      for (const each of actions)
        for (const event of eventsOf(each, book)) {
          tapping = each.card;
          book.apply(event, epochMs(log.length));
          log.push(event);
          if (event.type === 'occupancy-reset') day += 1;
        }
      const story = log.map((event, at) => ({ event, atMs: epochMs(at) }));
      const wanted: readonly string[] = eventsOfVisits;
      for (let n = 0; n < CARDS; n++) {
        const isOwn = (event: LoggedEvent) => event.type === 'access-granted' && event.pseudonym === whom(n);
        const own = story.filter(({ event }) => isOwn(event) || wanted.includes(event.type));
        const begun = personalVisits(own, areaOf).filter(({ enteredAt }) => enteredAt !== null);
        const expected = [...whole.values()].filter(({ owner }) => owner === n).map(({ visit }) => visit);
        expect([...begun].reverse()).toEqual(expected);
      }
    }),
  );
});
