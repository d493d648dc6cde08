import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { AreaId, DoorId, ReaderId, VisitNumber } from '../../device/contract/ids.ts';
import type { MusterSection } from '../../device/contract/muster.ts';
import { epochMs, minutes } from '../../device/contract/units.ts';
import { MusterBook } from '../../device/domain/muster.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';

const entrance = DoorId.parse('entrance');
const quietDoor = DoorId.parse('quiet');
const quietRoom = AreaId.parse('quiet-room');
const number = (n: number) => VisitNumber.parse(n);

const pass = (n: number, direction: 'in' | 'out', more: object = {}): LoggedEvent => ({
  ...{ type: 'access-granted', kind: 'uid', reader: ReaderId.parse('front'), door: entrance },
  ...{ direction, pseudonym: null, visit: number(n), ...more },
});
const bring = (n: number, companions: number): LoggedEvent => ({
  ...{ type: 'companions-noted', visit: number(n), companions },
});
const notTaken = (n: number, direction: 'in' | 'out'): LoggedEvent => ({
  ...{ type: 'access-not-taken', door: entrance, visit: number(n), direction },
});
const correct = (present: number): LoggedEvent => ({ type: 'occupancy-corrected', present });
const begin = (drill = false): LoggedEvent => ({ type: 'muster-started', drill, by: 'host' });
const mark = (entry: number, safe = true): LoggedEvent => ({ type: 'muster-marked', entry, safe, by: 'host' });
const add = (entry: number, persons: number): LoggedEvent => ({ type: 'muster-added', entry, persons, by: 'host' });
const end: LoggedEvent = { type: 'muster-ended', listed: 0, safe: 0, by: 'host' };
const alarm: LoggedEvent = { type: 'evacuation-started' };
const reset: LoggedEvent = { type: 'occupancy-reset' };

/** The count and the list after these events, one a millisecond. */
function folded(events: readonly LoggedEvent[]) {
  const areaOf = (door: DoorId) => (door === quietDoor ? quietRoom : null);
  const ledger = new OccupancyLedger(epochMs(0), { areaOf, leavesByButton: () => false });
  const book = new MusterBook(ledger);
  events.forEach((event, index) => {
    ledger.apply(event, epochMs(index + 1));
    book.apply(event, epochMs(index + 1));
  });
  return { ledger, book };
}

function listOf(events: readonly LoggedEvent[]): MusterSection {
  const list = folded(events).book.section();
  if (list === null) throw new Error('there is no list');
  return list;
}

const figures = (events: readonly LoggedEvent[]) => {
  const { listed, safe } = listOf(events);
  return { listed, safe };
};
const states = (events: readonly LoggedEvent[]) => listOf(events).entries.map(({ state }) => state);

describe('the muster list', () => {
  test('has a row for each visit, whoever came last at its end, with what is known and nothing of who', () => {
    const { entries, ...head } = listOf([
      pass(1, 'in', { role: 'host' }),
      pass(2, 'in'),
      bring(2, 2),
      pass(2, 'in', { door: quietDoor }),
      pass(3, 'in', { role: 'guest' }),
      begin(),
    ]);
    expect(head).toEqual({
      ...{ drill: false, startedAtMs: 6, present: 5, quality: 'counted', sinceMs: 0, listed: 5, safe: 0 },
    });
    expect(entries).toEqual([
      { kind: 'visit', entry: 1, persons: 1, role: 'host', sinceMs: 1, areas: [], state: 'missing' },
      { kind: 'visit', entry: 2, persons: 3, role: 'visitor', sinceMs: 2, areas: ['quiet-room'], state: 'missing' },
      { kind: 'visit', entry: 3, persons: 1, role: 'guest', sinceMs: 5, areas: [], state: 'missing' },
    ]);
  });

  test('has a line for those whom a host’s correction tells of and no visit does', () => {
    const { entries, listed } = listOf([pass(1, 'in'), correct(4), begin()]);
    expect([listed, entries.at(-1)]).toEqual([4, { kind: 'without-visit', entry: 2, persons: 3, state: 'missing' }]);
  });

  test('lists every visit where a host has counted fewer: nobody knows which of them is not there', () => {
    expect(listOf([pass(1, 'in'), pass(2, 'in'), correct(1), begin()])).toMatchObject({ present: 1, listed: 2 });
  });

  test('is frozen: who comes after it was begun is not on it', () => {
    expect(figures([pass(1, 'in'), begin(), pass(2, 'in'), bring(1, 5)])).toEqual({ listed: 1, safe: 0 });
  });

  test('that a host has begun takes in who has come since when the fire alarm comes on', () => {
    expect(figures([pass(1, 'in'), begin(), pass(2, 'in'), alarm, alarm])).toEqual({ listed: 2, safe: 0 });
  });

  test('shows who taps out as left, and as missing again when the door was not opened', () => {
    const inside = [pass(1, 'in'), bring(1, 2), pass(2, 'in'), begin()];
    expect(states([...inside, pass(1, 'out')])).toEqual(['left', 'missing']);
    expect(figures([...inside, pass(1, 'out')])).toEqual({ listed: 4, safe: 3 });
    expect(states([...inside, pass(1, 'out'), notTaken(1, 'out')])).toEqual(['missing', 'missing']);
  });

  test('shows who turned out never to have come in as left', () => {
    expect(states([pass(1, 'in'), begin(), notTaken(1, 'in')])).toEqual(['left']);
  });

  test('does not take a stay that the clock has ended for somebody who has left', () => {
    expect(states([pass(1, 'in'), begin(), { type: 'stays-ended' }])).toEqual(['missing']);
    expect(states([pass(1, 'in'), begin(), correct(0)])).toEqual(['missing']);
  });

  test('can have a mark taken back, also of somebody who has tapped out', () => {
    const inside = [pass(1, 'in'), pass(2, 'in'), begin(), mark(1), pass(2, 'out')];
    expect(states(inside)).toEqual(['safe', 'left']);
    expect(states([...inside, mark(1, false), mark(2, false)])).toEqual(['missing', 'missing']);
  });

  test('shows who was safe and goes in again as missing', () => {
    const list = [pass(1, 'in'), pass(2, 'in'), begin(), mark(1), pass(2, 'out')];
    expect(states([...list, pass(1, 'in'), pass(2, 'in')])).toEqual(['missing', 'missing']);
    expect(states([...list, pass(1, 'in', { door: quietDoor })])).toEqual(['missing', 'left']);
    expect(states([...list, pass(1, 'in'), mark(1), alarm])).toEqual(['safe', 'left']);
  });

  test('takes persons by hand, who are marked like the others', () => {
    const list = [pass(1, 'in'), begin(), add(2, 3)];
    expect(listOf(list).entries.at(-1)).toEqual({ kind: 'added', entry: 2, persons: 3, state: 'missing' });
    expect(figures([...list, mark(2)])).toEqual({ listed: 4, safe: 3 });
  });

  test('works when the count is not known: it says so, and lists the visits that were known last', () => {
    const unknown: LoggedEvent = { type: 'count-unknown', outageMs: null };
    expect(listOf([pass(1, 'in'), unknown, begin()])).toMatchObject({ present: null, quality: 'unknown', listed: 1 });
  });

  test('is gone when it is ended, and with the day', () => {
    expect(folded([pass(1, 'in'), begin(), end]).book.section()).toBeNull();
    expect(folded([pass(1, 'in'), begin(), reset]).book.section()).toBeNull();
  });

  test('begins afresh with the next one', () => {
    expect(figures([pass(1, 'in'), begin(true), mark(1), end, begin()])).toEqual({ listed: 1, safe: 0 });
  });

  test('that nobody has touched for an hour is not in use', () => {
    const { book } = folded([begin(), mark(1)]);
    expect(book.inUse(epochMs(2 + minutes(60) - 1))).toBe(true);
    expect(book.inUse(epochMs(2 + minutes(60)))).toBe(false);
    expect(folded([begin(), end]).book.inUse(epochMs(3))).toBe(false);
  });

  test('of an alarm that goes on over a restart is in use anew, also where somebody had not opened the door when it began', () => {
    const { ledger, book } = folded([pass(1, 'in'), alarm, begin(), notTaken(1, 'in'), mark(1)]);
    const later = epochMs(minutes(120));
    ledger.apply(alarm, later);
    book.apply(alarm, later);
    expect(book.inUse(later)).toBe(true);
  });
});

const visitNumber = fc.integer({ min: 1, max: 8 });
const direction = fc.constantFrom('in' as const, 'out' as const);
const anyEvent: fc.Arbitrary<LoggedEvent> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(visitNumber, direction).map(([n, way]) => pass(n, way)) },
  { weight: 2, arbitrary: fc.tuple(visitNumber, fc.nat(3)).map(([n, companions]) => bring(n, companions)) },
  { weight: 1, arbitrary: fc.tuple(visitNumber, direction).map(([n, way]) => notTaken(n, way)) },
  { weight: 1, arbitrary: fc.nat(12).map(correct) },
  { weight: 1, arbitrary: fc.constantFrom<LoggedEvent>({ type: 'stays-ended' }, alarm, reset, end) },
  { weight: 2, arbitrary: fc.boolean().map(begin) },
  { weight: 5, arbitrary: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()).map(([n, safe]) => mark(n, safe)) },
);

describe('whatever happens in whatever order', () => {
  test('a rebuild from the last reset on gives the list of the box that has run all the time', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyEvent), (before, after) => {
        const since = (events: readonly LoggedEvent[]) => {
          const list = folded(events).book.section();
          // Only the times tell how much came before.
          return (
            list && {
              ...list,
              startedAtMs: 0,
              sinceMs: 0,
              entries: list.entries.map((row) => ({ ...row, sinceMs: 0 })),
            }
          );
        };
        expect(since([...before, reset, ...after])).toEqual(since([reset, ...after]));
      }),
    );
  });

  test('as many are listed as were present at its start and were added; each is safe once at the most', () => {
    const aDay = fc.array(anyEvent.filter(({ type }) => type !== 'muster-started' && type !== 'occupancy-corrected'));
    const meanwhile = fc.array(
      fc.oneof(
        anyEvent.filter(
          ({ type }) => !['muster-started', 'muster-ended', 'evacuation-started', 'occupancy-reset'].includes(type),
        ),
        fc.integer({ min: 1, max: 9 }).map((persons) => add(0, persons)),
      ),
    );
    fc.assert(
      fc.property(aDay, fc.option(fc.integer({ min: 8, max: 40 })), meanwhile, (day, corrected, events) => {
        const start = [...day, ...(corrected === null ? [] : [correct(40 + corrected)])];
        const present = folded(start).ledger.atLeast();
        const rows = listOf([...start, begin()]).entries.length;
        let added = 0;
        let persons = 0;
        const numbered = events.map((event): LoggedEvent => {
          if (event.type !== 'muster-added') return event;
          added += 1;
          persons += event.persons;
          return { ...event, entry: rows + added };
        });
        const { listed, safe, entries } = listOf([...start, begin(), ...numbered]);
        expect(listed).toBe(present + persons);
        expect(safe).toBe(
          entries.filter(({ state }) => state !== 'missing').reduce((sum, row) => sum + row.persons, 0),
        );
        expect(safe).toBeLessThanOrEqual(listed);
        expect(new Set(entries.map(({ entry }) => entry)).size).toBe(entries.length);
      }),
    );
  });

  test('to mark a row twice is to mark it once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const twice = events.flatMap((event): LoggedEvent[] =>
          event.type === 'muster-marked' ? [event, event] : [event],
        );
        const states = (each: readonly LoggedEvent[]) =>
          folded(each)
            .book.section()
            ?.entries.map(({ entry, state }) => [entry, state]);
        expect(states(twice)).toEqual(states(events));
      }),
    );
  });
});
