import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BootId } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { expiredBefore, purgeCutoff, type TimeMark } from '../../device/domain/retention.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The one with the hour that comes twice. */
const LONGEST_DAY = 25 * HOUR;
/** 04:00 of some morning. */
const START = Date.UTC(2026, 2, 2, 3);

const boot = (n: number) => BootId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const day = (seq: number, at: number, run = 1): TimeMark => ({
  ...{ mark: 'day-began', seq, bootId: boot(run), at: epochMs(at) },
});
const ended = (seq: number, at: number, run = 1): TimeMark => ({
  ...{ mark: 'run-ended', seq, bootId: boot(run), at: epochMs(at) },
});
const moved = (seq: number, from: number, to: number, { run = 1, trusted = true } = {}): TimeMark => ({
  ...{ mark: 'clock-moved', seq, bootId: boot(run), from: epochMs(from), to: epochMs(to), trusted },
});
const bound = (marks: readonly TimeMark[], cutoff: number, now = START + 100 * DAY) =>
  expiredBefore(marks, epochMs(cutoff), epochMs(now));

/** A mark each morning, with the numbers 10, 20, …, and rows between. */
const mornings = Array.from({ length: 20 }, (_, n) => day(10 * (n + 1), START + n * DAY));

describe('what is kept for a number of days', () => {
  test('goes by whole days of the office, each night of the year, those with 23 and 25 hours too', () => {
    const summer = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)] as const;
    /** 04:00 in Stockholm, or as much later as the box takes to see it. */
    const night = (n: number) => {
      const at = Date.UTC(2026, 0, 1 + n, 3) + ((n * 7_919) % 20_000);
      return at >= summer[0] && at < summer[1] ? at - HOUR : at;
    };
    const nights = Array.from({ length: 365 }, (_, n) => day(n + 1, night(n)));
    for (let last = 30; last < 365; last++)
      for (const keptDays of [1, 2, 14, 30]) {
        const now = epochMs(night(last) + 1_000);
        const marks = nights.slice(0, last + 1);
        expect(bound(marks, purgeCutoff(now, keptDays), now)).toBe(last + 1 - (keptDays - 1));
      }
  });

  test('never goes on the day of which the count is made, however few the days are', () => {
    const noon = START + 8 * HOUR;
    const marks = [day(10, START), ended(20, noon), moved(30, noon, noon + HOUR, { run: 2 })];
    expect(bound(marks, purgeCutoff(epochMs(noon + 2 * HOUR), 1), noon + 2 * HOUR)).toBe(10);
  });

  test.each([
    ['nothing of an empty log', [], START, 0],
    ['nothing before the first day is over', [day(1, START)], START - 1, 0],
    ['a day that began at the cutoff is where it ends', mornings, START + 5 * DAY, 60],
    ['a moment before that, it ends a day earlier', mornings, START + 5 * DAY - 1, 50],
    ['all but the day that has begun last', mornings, START + 90 * DAY, 200],
  ])('%s', (_, marks, cutoff, before) => {
    expect(bound(marks, cutoff)).toBe(before);
  });
});

describe('a clock that was wrong', () => {
  test('a day of the future says nothing, and keeps nothing', () => {
    const marks = [day(10, START), day(20, START + 4_000 * DAY), day(30, START + DAY), day(40, START + 2 * DAY)];
    expect(bound(marks, START + DAY)).toBe(30);
  });

  test('days that ran ahead keep older rows until they are old themselves, and no longer', () => {
    const marks = [day(10, START), day(20, START + 9 * DAY), day(30, START + 2 * DAY, 2), day(40, START + 10 * DAY, 2)];
    expect(bound(marks, START + 8 * DAY)).toBe(10);
    expect(bound(marks, START + 10 * DAY)).toBe(40);
  });

  test('a box that was off for weeks keeps nothing of the days before for longer', () => {
    const marks = [day(10, START), ended(20, START + 8 * HOUR), day(20, START + 30 * DAY, 2)];
    expect(bound(marks, START + DAY)).toBe(20);
  });

  test('once it was put back and told, what lies before is known to be older than that', () => {
    const ahead = START + 9 * DAY;
    const marks = [day(10, ahead), moved(20, ahead + HOUR, START + HOUR, { run: 2 }), day(30, START + DAY, 2)];
    expect(bound(marks, START)).toBe(0);
    expect(bound(marks, START + HOUR)).toBe(20);
    expect(bound(marks, START + DAY)).toBe(30);
  });

  test('a box that started in 1970 and was put right loses nothing that is young', () => {
    const marks = [day(10, 0), day(20, DAY), moved(30, 2 * DAY, START), day(40, START + HOUR)];
    expect(bound(marks, START - 2 * DAY - 1)).toBe(0);
    expect(bound(marks, START - DAY)).toBe(20);
  });

  test('a box that started in 1970 and never knew better loses nothing of the days before', () => {
    const marks = [day(10, START), day(20, 0, 2), day(30, DAY, 2), day(40, START + 4 * DAY, 3)];
    expect(bound(marks, START + 3 * DAY)).toBe(10);
  });

  test('a clock that was put far back by mistake, and right again, loses nothing that is young', () => {
    const marks = [
      ...[day(10, START), moved(20, START + HOUR, HOUR), moved(30, 2 * HOUR, START + 2 * HOUR)],
      day(40, START + DAY),
    ];
    expect(bound(marks, START - DAY)).toBe(0);
    expect(bound(marks, START + HOUR)).toBe(20);
  });

  test('a time that was told from the future says nothing', () => {
    const marks = [day(10, START), moved(20, START, START + 4_000 * DAY), day(30, START + DAY, 2)];
    expect(bound(marks, START + DAY)).toBe(30);
  });
});

type Row = { readonly seq: number; readonly trueAt: number };
type Act = 'day' | 'row' | number;
type Run = {
  /** How long the box was off before. */
  readonly off: number;
  /** How far from the truth its clock is then. */
  readonly startsAt: number;
  readonly steps: readonly { readonly after: number; readonly act: Act }[];
};
type Log = { readonly rows: readonly Row[]; readonly marks: readonly TimeMark[]; readonly end: number };

/** What happens in a run of the box, and how much time passes before it. */
const step = fc.record({
  after: fc.integer({ min: 1, max: LONGEST_DAY }),
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constant('day' as const) },
    { weight: 3, arbitrary: fc.constant('row' as const) },
    // How far from the truth the clock is set.
    { weight: 1, arbitrary: fc.integer({ min: -20_000 * DAY, max: 20_000 * DAY }) },
  ),
});
const off = fc.integer({ min: 0, max: 40 * DAY });
const runs = (startsAt: fc.Arbitrary<number>) =>
  fc.array(fc.record({ off, startsAt, steps: fc.array(step, { maxLength: 30 }) }), { minLength: 1, maxLength: 4 });

/** A log as a box writes it. `endsRight`: each run learns the true time before it ends. */
function logOf(life: readonly Run[], { endsRight }: { endsRight: boolean }): Log {
  const rows: Row[] = [];
  const marks: TimeMark[] = [];
  let [now, seq, error] = [START, 0, 0];
  life.forEach(({ off, startsAt, steps }, run) => {
    // What the run before wrote last.
    if (seq > 0) marks.push(ended(seq + 1, now + error, run - 1));
    now += off;
    error = startsAt;
    const all = endsRight ? [...steps, { after: 1, act: 0 }, { after: 1, act: 'day' as const }] : steps;
    for (const { after, act } of all) {
      now += after;
      rows.push({ seq: ++seq, trueAt: now });
      if (act === 'day') marks.push(day(++seq, now + error, run));
      else if (act !== 'row') {
        if (act !== error) marks.push(moved(++seq, now + error, now + act, { run }));
        error = act;
      }
    }
  });
  return { rows, marks, end: now };
}

const keptDays = fc.integer({ min: 1, max: 30 });
const wrongBy = fc.integer({ min: -20_000 * DAY, max: 20_000 * DAY });

/** What is before the bound, and what is not. */
function split({ rows, marks }: Log, cutoff: number, now: number) {
  const before = bound(marks, cutoff, now);
  return { gone: rows.filter(({ seq }) => seq < before), kept: rows.filter(({ seq }) => seq >= before) };
}

describe('at whatever time it is purged', () => {
  test('by a clock that is right: nothing that is younger goes, and nothing stays that is a whole day older', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(off, fc.array(fc.integer({ min: 0, max: LONGEST_DAY }), { maxLength: 30 })), {
          maxLength: 5,
        }),
        fc.integer({ min: 0, max: LONGEST_DAY }),
        keptDays,
        (life, rest, lasts) => {
          const steps = (gaps: readonly number[]) => gaps.map((after) => ({ after, act: 'day' as const }));
          const runs = [...life, [0, [0]] as const].map(([off, gaps]) => ({ off, startsAt: 0, steps: steps(gaps) }));
          const log = logOf(runs, { endsRight: false });
          const now = log.end + rest;
          const cutoff = purgeCutoff(epochMs(now), lasts);
          const { gone, kept } = split(log, cutoff, now);
          expect(gone.every(({ trueAt }) => trueAt <= cutoff)).toBe(true);
          expect(kept.every(({ trueAt }) => trueAt >= cutoff - LONGEST_DAY)).toBe(true);
        },
      ),
    );
  });

  test('by a clock that was wrong in any way and put right in each run: as if it had been right all the time', () => {
    fc.assert(
      fc.property(runs(wrongBy), keptDays, fc.integer({ min: 0, max: 60 * DAY }), (life, lasts, rest) => {
        const log = logOf(life, { endsRight: true });
        const now = log.end + rest;
        const cutoff = purgeCutoff(epochMs(now), lasts);
        const { gone } = split(log, cutoff, now);
        expect(gone.every(({ trueAt }) => trueAt <= cutoff)).toBe(true);
        // The last day of the last run is told rightly, so that no more than that is left.
        if (cutoff >= log.end) expect(bound(log.marks, cutoff, now)).toBe(log.marks.at(-1)?.seq);
      }),
    );
  });

  test('runs whose clock was ahead, or behind, and never told so, are over once a run that knows the time is old', () => {
    fc.assert(
      fc.property(
        runs(wrongBy),
        wrongBy,
        keptDays,
        fc.integer({ min: 0, max: 60 * DAY }),
        (life, error, lasts, rest) => {
          const wrong = logOf(life, { endsRight: false });
          const seq = wrong.rows.length + wrong.marks.length + 1;
          const toldAt = wrong.end + 1;
          const now = toldAt + rest;
          const marks = [...wrong.marks, moved(seq, toldAt + error, toldAt, { run: 99 }), day(seq + 1, now, 99)];
          const cutoff = purgeCutoff(epochMs(now), lasts);
          if (toldAt <= cutoff) expect(bound(marks, cutoff, now)).toBeGreaterThanOrEqual(seq);
        },
      ),
    );
  });

  test('clocks that are years behind, as after a start without a battery, let nothing go that is younger, told or not', () => {
    fc.assert(
      fc.property(runs(fc.integer({ min: -20_000 * DAY, max: -2_000 * DAY })), keptDays, (life, lasts) => {
        const noMoves = life.map(({ off, startsAt, steps }) => ({
          off,
          startsAt,
          steps: steps.map(({ after, act }) => ({ after, act: act === 'row' ? act : ('day' as const) })),
        }));
        const first = { off: 0, startsAt: 0, steps: [{ after: 0, act: 'day' as const }] };
        const log = logOf([first, ...noMoves], { endsRight: false });
        const cutoff = purgeCutoff(epochMs(log.end), lasts);
        const { gone } = split(log, cutoff, log.end);
        expect(gone.every(({ trueAt }) => trueAt <= cutoff)).toBe(true);
      }),
    );
  });

  test('a move of the clock that nobody vouches for changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 60 * DAY }), to: wrongBy, trusted: fc.boolean() })),
        keptDays,
        (all, lasts) => {
          const marks = all.flatMap(({ at, to, trusted }, n) => [
            day(2 * n + 1, START + at),
            moved(2 * n + 2, START + at, START + to, { trusted }),
          ]);
          const without = marks.filter((mark) => mark.mark !== 'clock-moved' || mark.trusted);
          const now = epochMs(START + 61 * DAY);
          expect(bound(marks, purgeCutoff(now, lasts), now)).toBe(bound(without, purgeCutoff(now, lasts), now));
        },
      ),
    );
  });
});
