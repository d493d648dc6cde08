import { assert as check, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { occupancyWith, snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { dayCurve, PLOT } from '../../renderer/kiosk/day-curve.ts';
import { nearness } from '../../renderer/kiosk/nearness.ts';
import { seatPicture, seatsFree } from '../../renderer/kiosk/seats.ts';
import { visitorNotice } from '../../renderer/kiosk/visitor-notice.ts';

const time = (iso: string) => epochMs(Date.parse(iso));

describe('the seats', () => {
  test('that are free are never fewer than none, and unknown when the count is', () => {
    const free = (present: number | null) => seatsFree(snapshotWith({ occupancy: occupancyWith({ present }) }));
    expect([free(0), free(7), free(20), free(33), free(null)]).toEqual([20, 13, 0, 0, null]);
  });

  test('as a picture: a mark for each, the taken ones first, each in a place of its own', () => {
    check(
      property(integer({ min: 1, max: 60 }), integer({ min: 0, max: 90 }), (seats, present) => {
        const picture = seatPicture(seats, present);
        if (picture.kind === 'bar') throw new Error('a bar for so few');
        const { marks, width, height } = picture;
        expect(marks.map(({ taken }) => taken)).toEqual(marks.map((_, index) => index < present));
        expect(new Set(marks.map(({ x, y }) => `${x},${y}`)).size).toBe(seats);
        for (const { x, y } of marks) expect(x >= 10 && x <= width - 10 && y >= 11 && y <= height - 11).toBe(true);
        // Wider than high, and never so wide that a mark is no longer seen.
        expect(width / height).toBeGreaterThan(1);
        expect(width).toBeLessThanOrEqual(440);
      }),
    );
  });

  test('of a large room are a bar, full when all are taken and nobody beyond', () => {
    expect(seatPicture(61, 0)).toEqual({ kind: 'bar', taken: 0 });
    expect(seatPicture(80, 20)).toEqual({ kind: 'bar', taken: 0.25 });
    expect(seatPicture(80, 99)).toEqual({ kind: 'bar', taken: 1 });
  });
});

/** `00:00` in the letters of the drawing, measured. */
const HALF_A_NAME = 20;

describe('the day’s curve', () => {
  const now = time('2026-11-24T12:30:00Z');

  test('is a step line from the first count to now', () => {
    const steps = [
      { atMs: now - 3_600_000, present: 1 },
      { atMs: now - 1_800_000, present: 2 },
    ];
    const { path, seatsY } = dayCurve(steps, now, 20);
    const [, from, , to, , end] = path.match(/^M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)$/) ?? [];
    expect(Number(from)).toBeLessThan(Number(to));
    expect(Number(end)).toBeLessThanOrEqual(PLOT.right);
    expect(seatsY).toBe(PLOT.top);
  });

  test('has room for more people than seats, and stays inside its drawing', () => {
    const { levels, hours, path } = dayCurve([{ atMs: now - 9 * 3_600_000, present: 25 }], now, 20);
    expect(levels.map(({ present }) => present)).toEqual([0, 20, 25]);
    expect(hours.length).toBeLessThanOrEqual(7);
    for (const { x } of hours) expect(x).toBeLessThanOrEqual(PLOT.right);
    expect(path).toContain(` ${PLOT.top}H`);
  });

  test('names its hours where their names are not cut off, whatever the minute', () => {
    for (let minute = 0; minute < 120; minute += 7)
      for (const { x } of dayCurve([], epochMs(now + minute * 60_000), 20).hours)
        expect([x - HALF_A_NAME >= 0, x + HALF_A_NAME <= PLOT.width]).toEqual([true, true]);
  });

  test('of a day without any count is empty', () => {
    expect(dayCurve([], now, 20).path).toBe('');
  });
});

describe('a coming moment', () => {
  test.each([
    ['2026-11-24T22:59:00Z', 'today'],
    ['2026-11-24T23:01:00Z', 'tomorrow'],
    ['2026-11-30T10:00:00Z', 'this-week'],
    ['2026-12-01T10:00:00Z', 'later'],
  ])('%s is told as %s by the calendar of Stockholm', (moment, expected) => {
    expect(nearness(time(moment), time('2026-11-24T10:00:00Z'), 'Europe/Stockholm')).toBe(expected);
  });

  test('on the night when summer time begins is tomorrow all the same', () => {
    const before = time('2027-03-27T22:30:00Z');
    expect(nearness(time('2027-03-28T06:00:00Z'), before, 'Europe/Stockholm')).toBe('tomorrow');
  });
});

describe('what a visitor is told of the box’s troubles', () => {
  const faulted = { state: 'faulted', sinceMs: 0 } as const;
  const { readers, doors, log, broker } = snapshotWith();

  test('is nothing when all is well, and while a part is still starting', () => {
    expect(visitorNotice({ readers, doors, log, broker })).toBeNull();
    expect(
      visitorNotice({ readers: readers.map((reader) => ({ ...reader, state: 'starting' })), doors, log, broker }),
    ).toBeNull();
  });

  test('is the reader first, then the strike, the log, the central service', () => {
    const all = {
      readers: readers.map((reader) => ({ ...reader, ...faulted })),
      doors: doors.map((door) => ({ ...door, strike: faulted })),
      log: { ...log, ...faulted },
      broker: { ...broker, ...faulted },
    };
    expect(visitorNotice(all)).toBe('reader-out');
    expect(visitorNotice({ ...all, readers })).toBe('strike-out');
    const open = doors.map((door) => ({ ...door, shutSoon: true }));
    expect(visitorNotice({ ...all, readers, doors: open })).toBe('door-open');
    expect(visitorNotice({ ...all, readers, doors })).toBe('log-out');
    expect(visitorNotice({ ...all, readers, doors, log })).toBe('broker-out');
  });

  test('is nothing of a reader that is absent while another one works', () => {
    const absent = readers.map((reader) => ({ ...reader, state: 'absent' as const }));
    expect(visitorNotice({ readers: [...readers, ...absent], doors, log, broker })).toBeNull();
  });
});
