import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../device/contract/events.ts';
import type { OfficeMode } from '../../device/contract/policy.ts';
import { HourRow } from '../../device/contract/statistics.ts';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { HourStatistics } from '../../device/domain/hour-statistics.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import type { VisitChange } from '../../device/domain/visits.ts';
import {
  at,
  cameAlong,
  clockMoved,
  DAY,
  denied,
  HOUR,
  MINUTE,
  notTaken,
  Office,
  reset,
  started,
} from './a-counted-office.ts';
import { always, policyWith } from './a-tap.ts';

describe('an hour', () => {
  test('tells how many were there, on average and at most, in the time in which that was known', () => {
    const office = new Office();
    office.comes(1, at('10:00'));
    office.comes(2, at('10:15'));
    office.take({ type: 'count-unknown', outageMs: null }, at('10:45'));
    const [known, unknown] = office.statistics.finished(at('12:02'));
    expect(known).toMatchObject({ presentMean: 1.67, presentPeak: 2, knownMinutes: 45 });
    expect(unknown).toMatchObject({ presentMean: null, presentPeak: null, knownMinutes: 0 });
  });

  test('counts visits where they begin and end, who came along with them, and refusals by their reason', () => {
    const office = new Office();
    office.comes(1, at('09:50'));
    office.comes(2, at('10:05'));
    office.take(cameAlong(office.comes(3, at('10:05')), 3), at('10:06'));
    office.leaves(1, at('10:10'));
    office.leaves(2, at('10:19'));
    office.take(denied, at('10:30'));
    office.take({ type: 'stays-ended' }, at('10:59'));
    const row = office.statistics.finished(at('11:02')).at(-1);
    expect(row).toMatchObject({ entries: 2, exits: 2, companions: 3, denied: { 'office-full': 1 } });
    expect(row?.endedBy).toEqual({ 'tapped-out': 2, 'slot-end': 1, nightly: 0, host: 0, 'staff-leaves': 0 });
    expect(row?.dwell).toEqual({ under15Min: 1, from15MinTo1H: 1, from1HTo3H: 0, over3H: 0, unknown: 1 });
  });

  test.each([
    ['09:59', 'unknown'],
    ['10:14:59', 'under15Min'],
    ['10:15', 'from15MinTo1H'],
    ['10:59:59', 'from15MinTo1H'],
    ['11:00', 'from1HTo3H'],
    ['13:00', 'from1HTo3H'],
    ['13:00:01', 'over3H'],
  ])('has the dwell of a visit from 10:00 to %s as %s', (until, band) => {
    const office = new Office();
    office.comes(1, at('10:00'));
    office.leaves(1, at(until));
    expect(office.statistics.current(at(until)).dwell).toMatchObject({ [band]: 1 });
  });

  test('is told once, when it has been over for two minutes, with the highest number of a row that is in it', () => {
    const office = new Office();
    office.take(reset, at('04:00'));
    office.comes(1, at('04:30'));
    expect(office.statistics.finished(at('05:01:59'))).toEqual([]);
    expect(office.statistics.finished(at('05:02'))).toMatchObject([{ hourMs: at('04:00'), entries: 1 }]);
    expect(office.statistics.finished(at('06:02'))).toMatchObject([{ hourMs: at('05:00'), entries: 0 }]);
    expect(office.statistics.finished(at('06:03'))).toEqual([]);
    expect(office.statistics.current(at('06:03'))).toMatchObject({ hourMs: at('06:00'), knownMinutes: 3 });
  });

  test('is told again, as it is then, when something about it is told late', () => {
    const office = new Office();
    const visit = office.comes(1, at('10:30'));
    expect(office.statistics.finished(at('11:02'))).toMatchObject([{ entries: 1, companions: 0 }]);
    office.take(cameAlong(visit, 2), at('11:10'));
    expect(office.statistics.finished(at('11:11'))).toMatchObject([{ entries: 1, companions: 2 }]);
  });

  test('has what a reset ends, and what is in the hour of the reset before it, if it is the one before', () => {
    const office = new Office();
    office.comes(1, at('02:30'));
    office.take(denied, at('04:00:01'));
    office.take(reset, at('04:00:02'));
    office.comes(1, at('04:00:03'));
    const [, three, four] = office.statistics.finished(at('05:02'));
    expect(three).toMatchObject({ endedBy: { nightly: 1 }, denied: { 'office-full': 1 }, knownMinutes: 60 });
    expect(four).toMatchObject({ entries: 1, endedBy: { nightly: 0 }, denied: {}, presentPeak: 1 });
  });
});

test('what did not happen after all is taken back in the hour in which it was counted', () => {
  const office = new Office();
  const first = office.comes(1, at('09:59:50'));
  office.take(cameAlong(first, 2), at('09:59:55'));
  office.take(notTaken(first, 'in'), at('10:00:20'));
  const second = office.comes(2, at('10:10'));
  office.leaves(2, at('10:59:50'));
  office.take(notTaken(second, 'out'), at('11:00:20'));
  const rows = office.statistics.finished(at('12:02'));
  expect(rows.map(({ entries, exits, companions }) => [entries, exits, companions])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 0],
  ]);
  expect(rows[1]).toMatchObject({ endedBy: { 'tapped-out': 0 }, dwell: { from15MinTo1H: 0 } });
});

describe('open minutes', () => {
  const parsed = parseSchedule(
    policyWith({
      slots: [
        { mode: 'staffed', hours: 'Mo-Fr 10:00-16:00' },
        { mode: 'unattended', hours: 'Mo-Fr 08:30-18:00' },
      ],
    }),
    'Europe/Stockholm',
  );
  const schedule = parsed.ok ? parsed.value : expect.fail(parsed.error.message);

  test('are planned by the schedule, and actual while the box runs and a door takes access', () => {
    const { statistics } = new Office(schedule);
    statistics.noteService('closed', true, at('07:00'));
    statistics.noteService('unattended', true, at('07:30'));
    statistics.noteService('unattended', false, at('08:15'));
    statistics.noteService('unattended', true, at('08:30'));
    statistics.noteService('staffed', true, at('09:00'));
    statistics.noteStopped(at('09:06'));
    const modes = statistics.finished(at('11:02')).map((row) => [row.openPlannedMinutes, row.openActualMinutes]);
    const none = { staffed: 0, 'self-hosted': 0, unattended: 0 };
    expect(modes).toEqual([
      [
        { ...none, unattended: 30 },
        { ...none, unattended: 30 },
      ],
      [
        { ...none, unattended: 60 },
        { ...none, unattended: 45 },
      ],
      [
        { ...none, staffed: 60 },
        { ...none, staffed: 6 },
      ],
      [{ ...none, staffed: 60 }, none],
    ]);
  });

  test('are planned in hours in which the box was off too, of the last 31 days', () => {
    const office = new Office(schedule);
    office.take(reset, at('04:00'));
    office.take({ type: 'controller-stopped' }, at('04:10'));
    office.take(started, at('12:00', 40));
    const rows = office.statistics.finished(at('12:02', 40));
    expect(rows).toHaveLength(1 + 31 * 24);
    expect(rows[1]).toMatchObject({ hourMs: at('12:00', 9), knownMinutes: 0, openPlannedMinutes: { staffed: 60 } });
  });

  test('are those of the rules that were in force when the hour began', () => {
    let rules = always('staffed');
    const statistics = new HourStatistics(() => rules);
    statistics.noteService('staffed', true, at('10:00'));
    rules = always('closed');
    statistics.noteService('closed', true, at('10:30'));
    expect(statistics.finished(at('12:02')).map((row) => row.openPlannedMinutes.staffed)).toEqual([60, 0]);
  });
});

describe('when the box was off', () => {
  test('nothing is known from when it stopped until it starts', () => {
    const office = new Office();
    office.comes(1, at('10:00'));
    office.statistics.noteStopped(at('10:12'));
    office.take(started, at('10:30'));
    expect(office.statistics.finished(at('11:02'))).toMatchObject([{ knownMinutes: 42, presentMean: 1 }]);
  });

  test('and nobody can tell since when, nothing is known since the last that was logged', () => {
    const office = new Office();
    office.statistics.noteService('staffed', true, at('10:00'));
    office.comes(1, at('10:00'));
    office.take(denied, at('10:10'));
    office.take(started, at('10:30'));
    expect(office.statistics.finished(at('11:02'))).toMatchObject([
      { knownMinutes: 40, openActualMinutes: { staffed: 40 } },
    ]);
  });
});

describe('a clock that is moved', () => {
  test('forward has let no time pass that was known', () => {
    const office = new Office();
    office.comes(1, at('10:00'));
    office.take(clockMoved(at('10:10'), at('12:00')), at('12:00'));
    const known = office.statistics.finished(at('13:02')).map(({ knownMinutes }) => knownMinutes);
    expect(known).toEqual([10, 0, 60]);
  });

  test('back has the hour go on, and its row be told again, with never more than sixty minutes', () => {
    const office = new Office();
    office.statistics.noteService('staffed', true, at('10:00'));
    office.comes(1, at('10:00'));
    expect(office.statistics.finished(at('11:05'))).toHaveLength(1);
    office.take(clockMoved(at('11:05'), at('10:30')), at('10:30'));
    office.comes(2, at('10:30'));
    const [again] = office.statistics.finished(at('11:05'));
    expect(again).toMatchObject({ hourMs: at('10:00'), entries: 2, presentPeak: 2, presentMean: 1.33 });
    expect(again).toMatchObject({ knownMinutes: 60, openActualMinutes: { staffed: 60 } });
  });

  test('back over the reset counts in the hour of the reset: what is before is told already', () => {
    const office = new Office();
    office.comes(1, at('03:30'));
    office.take(reset, at('04:00'));
    expect(office.statistics.finished(at('04:02'))).toMatchObject([{ hourMs: at('03:00'), entries: 1 }]);
    office.take(clockMoved(at('04:10'), at('03:40')), at('03:40'));
    office.comes(2, at('03:41'));
    expect(office.statistics.finished(at('05:02'))).toMatchObject([{ hourMs: at('04:00'), entries: 1 }]);
  });

  test('back from years ahead counts where it is then', () => {
    const office = new Office();
    office.take(reset, at('04:00', 2_000));
    office.take(clockMoved(at('04:10', 2_000), at('10:00')), at('10:00'));
    office.comes(1, at('10:00'));
    expect(office.statistics.finished(at('11:02'))).toMatchObject([{ hourMs: at('10:00'), entries: 1 }]);
  });
});

/** What may happen, by name; it is done with a number of 0–5. */
const deeds = {
  comes: 5,
  leaves: 4,
  'is not gone through': 3,
  'brings some': 2,
  'is looked at': 3,
  'is served otherwise': 2,
  'is denied': 1,
  'is corrected': 1,
  'ends the slot': 1,
  'is not known': 1,
  'is restarted': 1,
  'has its clock moved': 1,
  'begins a day': 1,
} as const;
type Deed = keyof typeof deeds;

const anyStep = fc.record({
  deed: fc.oneof(...Object.entries(deeds).map(([deed, weight]) => ({ weight, arbitrary: fc.constant(deed as Deed) }))),
  with: fc.integer({ min: 0, max: 5 }),
  after: fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 3 * HOUR })),
});
type Step = { readonly deed: Deed; readonly with: number; readonly after: number };

/** Of what a start tells anew: rows of the log, and in which mode the office was served. */
type Told = { readonly when: EpochMs } & ({ readonly event: LoggedEvent } | { readonly mode: OfficeMode });

const modes: readonly OfficeMode[] = ['staffed', 'self-hosted', 'unattended', 'closed'];

/** A running box that lives through the steps, and stores each row that it is given in place of the one of its hour. */
class Life {
  readonly office = new Office();
  readonly stored = new Map<number, HourRow>();
  /** Since the last reset. */
  told: Told[] = [];
  now = at('04:00');
  #today = at('04:00');
  #mode: OfficeMode = 'closed';

  constructor(steps: readonly Step[]) {
    this.#log(reset);
    for (const step of steps) {
      this.now = epochMs(this.now + step.after);
      this.#live(step);
    }
    this.now = epochMs(Math.max(this.now, this.#today) + DAY);
    store(this.stored, this.office, this.now);
  }

  #live({ deed, with: n }: Step): void {
    const { office } = this;
    const visit = office.changes.at(-1 - n)?.visit.number;
    if (deed === 'comes') this.#log(office.passage(n, 'in'));
    if (deed === 'leaves') this.#log(office.passage(n, 'out'));
    if (deed === 'is not gone through' && visit) this.#log(notTaken(visit, n % 2 === 0 ? 'in' : 'out'));
    if (deed === 'brings some' && visit) this.#log(cameAlong(visit, n));
    if (deed === 'is looked at') store(this.stored, office, this.now);
    if (deed === 'is served otherwise') this.#serve(modes[n % modes.length] ?? 'closed');
    if (deed === 'is denied') this.#log(denied);
    if (deed === 'is corrected') this.#log({ type: 'occupancy-corrected', present: n });
    if (deed === 'ends the slot') this.#log({ type: 'stays-ended' });
    if (deed === 'is not known') this.#log({ type: 'count-unknown', outageMs: null });
    if (deed === 'is restarted') this.#restart(n);
    if (deed === 'has its clock moved') this.#moveClock((n - 3) * 25 * MINUTE);
    if (deed === 'begins a day') this.#beginDay(n);
  }

  #log(event: LoggedEvent): void {
    const when = this.now;
    this.office.take(event, when);
    if (event.type === 'occupancy-reset') this.told = [{ when, mode: this.#mode }];
    this.told.push({ when, event });
  }

  #serve(mode: OfficeMode): void {
    this.#mode = mode;
    this.office.statistics.noteService(mode, true, this.now);
    this.told.push({ when: this.now, mode });
  }

  #restart(n: number): void {
    this.#log({ type: 'controller-stopped' });
    this.now = epochMs(this.now + n * HOUR);
    this.#log(started);
    this.#serve(this.#mode);
  }

  #moveClock(by: number): void {
    const from = this.now;
    this.now = epochMs(from + by);
    this.#log(clockMoved(from, this.now));
  }

  /** At 04:00 and a little: of a day that has not begun before. */
  #beginDay(n: number): void {
    this.#today = epochMs(this.#today + DAY * Math.max(1, Math.ceil((this.now - this.#today) / DAY)));
    this.now = epochMs(this.#today + n * 7);
    this.#log(reset);
  }
}

function store(rows: Map<number, HourRow>, { statistics }: Office, now: EpochMs): void {
  for (const row of statistics.finished(now)) rows.set(row.hourMs, HourRow.parse(row));
}

const anySteps = fc.array(anyStep, { maxLength: 120 });
const sumOf = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

describe('whatever happens', () => {
  test('what is logged since the reset gives the same rows again', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { told, stored, now } = new Life(steps);
        const again = new Office();
        for (const each of told) {
          if ('event' in each) again.take(each.event, each.when);
          else again.statistics.noteService(each.mode, true, each.when);
        }
        const rows = new Map<number, HourRow>();
        store(rows, again, now);
        expect(rows.size).toBeGreaterThan(0);
        expect([...rows.values()]).toEqual([...rows.keys()].map((hour) => stored.get(hour)));
      }),
    );
  });

  test('the hours add up to the visits, there is one for each, and nothing in them is below zero', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { office, stored } = new Life(steps);
        const times = (change: VisitChange['change'], by: VisitChange['visit']['endedBy'] = null) =>
          office.changes.filter((each) => each.change === change && (by === null || each.visit.endedBy === by)).length;
        const rows = [...stored.values()];
        const summed = (of: (row: HourRow) => number) => sumOf(rows.map(of));
        expect(summed(({ entries }) => entries)).toBe(times('begun') - times('cancelled'));
        expect(summed(({ exits }) => exits)).toBe(times('ended', 'tapped-out') - times('resumed'));
        const ended = times('ended') - times('resumed');
        expect(summed(({ endedBy }) => sumOf(Object.values(endedBy)))).toBe(ended);
        expect(summed(({ dwell }) => sumOf(Object.values(dwell)))).toBe(ended);
        const hours = [...stored.keys()].sort((one, other) => one - other);
        hours.slice(1).forEach((hour, index) => {
          expect(hour - (hours[index] ?? 0)).toBe(HOUR);
        });
        for (const { presentMean, presentPeak, knownMinutes, openActualMinutes } of rows) {
          expect(presentMean ?? 0).toBeLessThanOrEqual(presentPeak ?? 0);
          if (knownMinutes > 0) expect(presentMean).not.toBeNull();
          expect(sumOf(Object.values(openActualMinutes))).toBeLessThanOrEqual(60.02);
        }
      }),
    );
  });
});
