import { describe, expect, test } from 'vitest';
import type { CredentialRole, VisitEnd } from '../../device/contract/access.ts';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { DoorId, ReaderId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { VisitBook, type VisitChange } from '../../device/domain/visits.ts';
import {
  areaOf,
  bearer,
  bring,
  correct,
  entrance,
  eventOf,
  front,
  notTaken,
  pass,
  quiet,
  quietRoom,
  reset,
  rollCall,
  rollCallOver,
  type Step,
  stays,
  staysEnded,
  visitNo,
} from './a-day.ts';

const taken: LoggedEvent = { type: 'access-taken', door: entrance };
const twice = (step: Step) => [step, step];

/** One event each millisecond from 1 on; each change with when it came. */
function folded(steps: readonly Step[]) {
  const changes: (VisitChange & { readonly at: number })[] = [];
  const book = new VisitBook(areaOf, (change, at) => changes.push({ ...change, at }));
  steps.forEach((step, index) => {
    book.apply(eventOf(step, book), epochMs(index + 1));
  });
  const told = changes.map(({ change, visit }) => `${visit.number} ${change === 'ended' ? visit.endedBy : change}`);
  return { book, changes, told, open: [...book.open()].map(({ number }) => number) };
}

const enteredAt1 = {
  ...{ number: 1, role: 'visitor', reader: 'front', door: 'entrance', mode: null, assurance: null, companions: 0 },
  ...{ enteredAt: 1, leftAt: null, endedBy: null, exit: null },
};

describe('a visit', () => {
  test('begins with a tap on the way in, and says all that the log does but whose it is', () => {
    const known = { role: 'staff', kind: 'pass', mode: 'self-hosted', assurance: 2 } as const;
    const { changes, book } = folded([pass(1, 'in', known)]);
    const visit = { ...enteredAt1, role: 'staff', mode: 'self-hosted', assurance: 2 };
    expect(changes).toEqual([{ change: 'begun', at: 1, visit }]);
    expect([...book.open()]).toEqual([visit]);
  });

  test('ends with one on the way out, at whichever reader', () => {
    const { changes, book } = folded([pass(1, 'in'), pass(1, 'out', { reader: ReaderId.parse('yard') })]);
    const visit = { ...enteredAt1, leftAt: 2, endedBy: 'tapped-out', exit: 'yard' };
    expect(changes.at(-1)).toEqual({ change: 'ended', at: 2, visit });
    expect([[...book.open()], book.persons, book.lasts(visitNo(1))]).toEqual([[], 0, false]);
  });

  test.each<[VisitEnd, readonly Step[]]>([
    ['tapped-out', [pass(1, 'out')]],
    ['slot-end', [staysEnded]],
    ['nightly', [reset]],
    ['host', [correct(0)]],
    ['staff-leaves', [rollCall, rollCallOver]],
  ])('ends once: %s', (endedBy, steps) => {
    const { changes, told } = folded([pass(1, 'in'), ...steps, pass(1, 'out'), staysEnded, correct(0), reset]);
    expect(told).toEqual(['1 begun', `1 ${endedBy}`]);
    const exit = endedBy === 'tapped-out' ? front : null;
    expect(changes[1]).toMatchObject({ visit: { leftAt: steps.length + 1, exit }, at: steps.length + 1 });
  });

  test('is one, however often its bearer comes in without having gone out', () => {
    const { told, book } = folded([pass(1, 'in'), pass(1, 'in'), pass(1, 'in')]);
    expect([told, book.persons]).toEqual([['1 begun'], 1]);
  });

  test('is of as many persons as its bearer has said, until they go together', () => {
    const { changes, book } = folded([pass(1, 'in'), bring(1, 3), pass(2, 'in'), bring(1, 2)]);
    expect(book.persons).toBe(4);
    expect(changes.map(({ change, visit }) => [change, visit.companions])).toEqual([
      ...[
        ['begun', 0],
        ['amended', 3],
        ['begun', 0],
        ['amended', 2],
      ],
    ]);
    expect(folded([pass(1, 'in'), bring(1, 3), pass(1, 'out'), bring(1, 2)]).book.persons).toBe(0);
  });

  test('of who was let in and did not open the door was none', () => {
    const { told, book } = folded([pass(1, 'in'), bring(1, 3), notTaken(1, 'in')]);
    expect([told, book.persons]).toEqual([['1 begun', '1 amended', '1 cancelled'], 0]);
  });

  test('of who tapped twice, and never opened it, was none either', () => {
    const tappedTwice = twice(pass(1, 'in'));
    expect(folded([...tappedTwice, notTaken(1, 'in')]).open).toEqual([1]);
    expect(folded([...tappedTwice, ...twice(notTaken(1, 'in'))]).told).toEqual(['1 begun', '1 cancelled']);
    const inAndOut = [pass(1, 'in'), pass(1, 'out'), notTaken(1, 'out'), notTaken(1, 'in')];
    expect(folded(inAndOut).told.slice(-2)).toEqual(['1 resumed', '1 cancelled']);
  });

  test('at one door goes on, whoever opens another', () => {
    const other = pass(2, 'in', { door: DoorId.parse('yard') });
    const opened: LoggedEvent = { type: 'access-taken', door: DoorId.parse('yard') };
    expect(folded([pass(1, 'in'), other, opened, notTaken(1, 'in')]).open).toEqual([2]);
  });

  test('goes on when its bearer comes in once more, and then does not after all', () => {
    expect(folded([pass(1, 'in'), taken, pass(1, 'in'), notTaken(1, 'in')]).open).toEqual([1]);
    expect(folded([pass(1, 'in'), taken, ...twice(pass(1, 'in')), ...twice(notTaken(1, 'in'))]).open).toEqual([1]);
  });

  test('goes on, companions and all, when its bearer did not open the door on the way out', () => {
    const { told, book } = folded([pass(1, 'in'), bring(1, 2), pass(1, 'out'), notTaken(1, 'out')]);
    expect([told.at(-1), [...book.open()], book.persons]).toEqual([
      ...['1 resumed', [{ ...enteredAt1, companions: 2 }], 3],
    ]);
    expect(book.visitOf(bearer(1))?.number).toBe(1);
  });

  test('that the clock has ended is not begun anew by a door that was not opened', () => {
    expect(folded([pass(1, 'in'), staysEnded, notTaken(1, 'out')]).open).toEqual([]);
  });
});

describe('the end of the slot', () => {
  test.each<[CredentialRole, number]>([
    ['visitor', 0],
    ['guest', 0],
    ['host', 1],
    ['staff', 1],
    ['cleaner', 1],
  ])('of the visits of a %s leaves %i', (role, left) => {
    expect(folded([pass(1, 'in', { role }), staysEnded]).open).toHaveLength(left);
  });
});

describe('a host', () => {
  test('who finds the office empty ends all visits, in its rooms too; who counts others ends none', () => {
    const steps = [pass(1, 'in'), pass(1, 'in', { door: quiet }), pass(2, 'in', { door: quiet })];
    const empty = folded([...steps, correct(0)]);
    expect([empty.open, empty.book.inArea(quietRoom)]).toEqual([[], 0]);
    const few = folded([...steps, correct(1)]);
    expect([few.open, few.book.inArea(quietRoom)]).toEqual([[1], 2]);
  });

  test('or somebody of the staff is known to be inside, and to have left by whatever end', () => {
    for (const role of ['host', 'staff'] as const) {
      expect(folded([pass(1, 'in', { role })]).book.hostInside).toBe(true);
      for (const end of [pass(1, 'out'), correct(0), reset, notTaken(1, 'in')])
        expect(folded([pass(1, 'in', { role }), end]).book.hostInside).toBe(false);
    }
    expect(folded([pass(1, 'in', { role: 'cleaner' })]).book.hostInside).toBe(false);
  });
});

describe('a roll call', () => {
  test('ends the visits of whom it asked and nobody heard, not of who came later or has left', () => {
    const asked = [pass(1, 'in'), pass(2, 'in'), pass(3, 'in'), rollCall];
    const { told, open } = folded([...asked, stays(1), pass(4, 'in'), pass(3, 'out'), pass(3, 'in'), rollCallOver]);
    expect(open).toEqual([1, 4, 5]);
    expect(told.filter((line) => line.endsWith('staff-leaves'))).toEqual(['2 staff-leaves']);
  });

  test('that is begun anew asks anew', () => {
    expect(folded([pass(1, 'in'), rollCall, stays(1), rollCall, rollCallOver]).open).toEqual([]);
  });

  test('that a new day has overtaken ends nothing', () => {
    expect(folded([pass(1, 'in'), rollCall, reset, pass(1, 'in'), rollCallOver]).open).toEqual([1]);
  });
});

describe('a room of its own', () => {
  const into = (card: number, direction: 'in' | 'out') => pass(card, direction, { door: quiet });
  const roomAfter = (...steps: Step[]) => {
    const { book, open } = folded(steps);
    return { inside: book.inArea(quietRoom), open, areas: book.areasOf(visitNo(1)) };
  };

  test('is entered and left within one visit to the office', () => {
    expect(roomAfter(pass(1, 'in'), into(1, 'in'))).toEqual({ inside: 1, open: [1], areas: [quietRoom] });
    expect(roomAfter(pass(1, 'in'), into(1, 'in'), into(1, 'out'))).toEqual({ inside: 0, open: [1], areas: [] });
  });

  test('is left with the office', () => {
    for (const end of [pass(1, 'out'), staysEnded, reset])
      expect(roomAfter(pass(1, 'in'), into(1, 'in'), end)).toEqual({ inside: 0, open: [], areas: [] });
  });

  test('has whoever came into the office unseen, and gives their visit its number when they are seen', () => {
    expect(roomAfter(into(1, 'in'))).toEqual({ inside: 1, open: [], areas: [quietRoom] });
    expect(roomAfter(into(1, 'in'), pass(2, 'in'), pass(1, 'in'))).toMatchObject({ open: [2, 1] });
  });

  test('whose door was not opened on the way out is not left, but by whoever left the office meanwhile', () => {
    const left = [pass(1, 'in'), into(1, 'in'), into(1, 'out')];
    expect(roomAfter(...left, notTaken(1, 'out', quiet))).toEqual({ inside: 1, open: [1], areas: [quietRoom] });
    expect(roomAfter(...left, pass(1, 'out'), notTaken(1, 'out', quiet))).toEqual({ inside: 0, open: [], areas: [] });
  });

  test('whose door was not opened is not entered, and the visit to the office goes on', () => {
    expect(roomAfter(pass(1, 'in'), into(1, 'in'), notTaken(1, 'in', quiet))).toEqual({
      ...{ inside: 0, open: [1], areas: [] },
    });
  });
});

describe('the number of a visit', () => {
  test('is a new one for each stay, and none for who goes out without having come in', () => {
    expect(folded([pass(1, 'in'), pass(2, 'in'), pass(1, 'out'), pass(1, 'in')]).open).toEqual([2, 3]);
    const { book } = folded([pass(1, 'in'), pass(1, 'out')]);
    expect([book.numberFor(bearer(1), 'out'), book.numberFor(bearer(2), 'out')]).toEqual([null, null]);
    expect(folded([pass(9, 'out')]).told).toEqual([]);
  });

  test('begins at 1 each day, whoever comes', () => {
    const day = [pass(1, 'in'), pass(2, 'in')];
    const { told } = folded([...day, reset, pass(2, 'in'), reset, ...day]);
    expect(told.filter((line) => line.endsWith('begun'))).toEqual([
      ...['1 begun', '2 begun', '1 begun', '1 begun', '2 begun'],
    ]);
    expect(folded([...day, reset]).book.visitOf(bearer(1))).toBeNull();
  });

  test('is remembered of a bearer whom the log does not tell', () => {
    const { book } = folded([pass(1, 'in', { pseudonym: null })]);
    expect(book.visitOf(bearer(1))).toBeNull();
    book.remember(bearer(1), visitNo(1));
    expect([book.visitOf(bearer(1))?.number, book.numberFor(bearer(1), 'out')]).toEqual([1, 1]);
    expect(book.insideSince(bearer(1), entrance)).toBe(1);
  });
});
