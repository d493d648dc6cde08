import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CredentialRole } from '../../device/contract/access.ts';
import type { LoggedEvent } from '../../device/contract/events.ts';
import type { DoorId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';
import type { VisitChange } from '../../device/domain/visits.ts';
import {
  areaOf,
  bearer,
  bring,
  correct,
  entrance,
  eventOf,
  notTaken,
  pass,
  quiet,
  quietRoom,
  reset,
  rollCall,
  rollCallOver,
  stays,
  staysEnded,
} from './a-day.ts';

const PEOPLE = 8;
const passage = fc.record({
  do: fc.constant('pass' as const),
  card: fc.integer({ min: 0, max: PEOPLE - 1 }),
  direction: fc.constantFrom('in' as const, 'in' as const, 'out' as const),
  door: fc.constantFrom(entrance, entrance, entrance, quiet),
  taken: fc.constantFrom('by the leaf' as const, 'by the leaf' as const, 'no' as const, 'unobserved' as const),
  companions: fc.constantFrom(0, 0, 0, 2, 5),
});
const other = fc.record({
  do: fc.constant('other' as const),
  event: fc.constantFrom<LoggedEvent>(
    ...[reset, staysEnded, rollCall, rollCallOver, stays(1), stays(2), correct(0), correct(2), correct(9)],
    ...[{ type: 'count-unknown', outageMs: null } as const, { type: 'exit-requested', door: entrance } as const],
    ...[{ type: 'door-state-changed', door: entrance, state: 'open' } as const],
  ),
});
const time = fc.constantFrom(1, 400, 2_000, 19_000, 45_000, 3_600_000, -3_600_000);
const actions = fc.array(
  fc.record({ what: fc.oneof({ weight: 3, arbitrary: passage }, { weight: 2, arbitrary: other }), later: time }),
  { minLength: 1, maxLength: 120 },
);
type Action = typeof actions extends fc.Arbitrary<readonly (infer A)[]> ? A : never;
type Row = { readonly event: LoggedEvent; readonly at: number };

const plan = { areaOf, leavesByButton: (door: DoorId) => door === entrance };
const roleOf = (card: number): CredentialRole =>
  (['visitor', 'host', 'guest', 'cleaner'] as const)[card % 4] ?? 'staff';

/** The office as it runs: each day its cards have other pseudonyms, which the log keeps or not. */
class Office {
  readonly rows: Row[] = [];
  readonly changes: { readonly row: number; readonly change: VisitChange }[] = [];
  readonly ledger = ledgerOf((change) => this.changes.push({ row: this.rows.length, change }));
  readonly #kept: boolean;
  #day = 0;
  #now = 1_000_000_000;

  constructor(kept: boolean) {
    this.#kept = kept;
    this.keep(reset);
  }

  keep(event: LoggedEvent): void {
    if (event.type === 'occupancy-reset') this.#day += 1;
    this.ledger.apply(event, epochMs(this.#now));
    this.rows.push({ event, at: this.#now });
  }

  live({ what, later }: Action): void {
    this.#now += later;
    if (what.do === 'other') this.keep(what.event);
    else this.#pass(what);
    const { present } = this.ledger.figure();
    if (present !== null) expect(present).toBeGreaterThanOrEqual(0);
    expect([this.ledger.visits.persons >= 0, this.ledger.visits.inArea(quietRoom) >= 0]).toEqual([true, true]);
  }

  #pass({ card, direction, door, taken, companions }: Extract<Action['what'], { do: 'pass' }>): void {
    const pseudonym = bearer(this.#day * PEOPLE + card);
    const { visits } = this.ledger;
    const visit = visits.numberFor(pseudonym, direction);
    const told = { role: roleOf(card), door, pseudonym: this.#kept ? pseudonym : null, visit };
    this.keep(eventOf(pass(card, direction, told), visits));
    if (visit === null) return;
    visits.remember(pseudonym, visit);
    if (direction === 'in' && companions > 0) this.keep(bring(visit, companions));
    if (taken === 'by the leaf') {
      this.keep({ type: 'door-state-changed', door, state: 'open' });
      this.keep({ type: 'access-taken', door });
    }
    if (taken === 'no') this.keep(notTaken(visit, direction, door));
  }
}

function ledgerOf(onVisit: (change: VisitChange) => void): OccupancyLedger {
  return new OccupancyLedger(epochMs(0), plan, onVisit);
}

function rebuilt(rows: readonly Row[]) {
  const changes: VisitChange[] = [];
  const ledger = ledgerOf((change) => changes.push(change));
  for (const { event, at } of rows) ledger.apply(event, epochMs(at));
  return { ledger, changes };
}

const stateOf = (ledger: OccupancyLedger) => ({
  figure: ledger.figure(),
  curve: ledger.curve(1_000),
  visits: [...ledger.visits.open()].map((visit) => ({ ...visit, areas: ledger.visits.areasOf(visit.number) })),
  persons: ledger.visits.persons,
  hostInside: ledger.visits.hostInside,
  inRoom: ledger.inArea(quietRoom),
});

const lived = (kept: boolean, days: readonly Action[]) => {
  const office = new Office(kept);
  for (const action of days) office.live(action);
  return office;
};

test('a log that is read from any reset on has the visits and the count that there were, with pseudonyms or without', () => {
  fc.assert(
    fc.property(fc.boolean(), actions, (kept, days) => {
      const { rows, changes, ledger } = lived(kept, days);
      const resets = rows.flatMap(({ event }, index) => (event.type === 'occupancy-reset' ? [index] : []));
      for (const from of resets) {
        const again = rebuilt(rows.slice(from));
        expect(stateOf(again.ledger)).toEqual(stateOf(ledger));
        expect(again.changes).toEqual(changes.filter(({ row }) => row > from).map(({ change }) => change));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a log tells the same of its visits, whoever has had erased what led to them', () => {
  fc.assert(
    fc.property(actions, fc.infiniteStream(fc.boolean()), (days, erased) => {
      const { rows, changes, ledger } = lived(true, days);
      const left = rows.map(({ event, at }) => {
        const erases = event.type === 'access-granted' && erased.next().value;
        return erases ? { event: { ...event, pseudonym: null }, at } : { event, at };
      });
      const again = rebuilt(left);
      expect(stateOf(again.ledger)).toEqual(stateOf(ledger));
      expect(again.changes).toEqual(changes.map(({ change }) => change));
    }),
    { numRuns: 1_000 },
  );
});
