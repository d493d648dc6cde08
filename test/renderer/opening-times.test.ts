import { expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { timesToClose, timesToOpen } from '../../renderer/kiosk/opening-times.ts';

const HOUR = 3_600_000;
const now = epochMs(10.2 * HOUR);
const opening = {
  decided: null,
  openUntilMs: 20 * HOUR,
  dayEndsMs: 27 * HOUR,
  planned: { open: true, changesAtMs: null },
};
const open = (changesAtMs: number | null) => ({ open: true, mode: 'staffed', changesAtMs }) as const;
const closed = { open: false, mode: 'closed', changesAtMs: null } as const;

test('an open office is offered later times than its closing, by half hours', () => {
  expect(timesToOpen(open(18 * HOUR), opening, now)).toEqual({ least: 18.5 * HOUR, first: 19 * HOUR, most: 20 * HOUR });
  expect(timesToOpen(open(19.4 * HOUR), opening, now)).toMatchObject({ least: 19.5 * HOUR, first: 20 * HOUR });
});

test('a closed office may open from now on', () => {
  expect(timesToOpen(closed, opening, now)).toEqual({ least: 10.5 * HOUR, first: 11 * HOUR, most: 20 * HOUR });
});

test('nothing is offered past what a host may decide, nor to an office that never closes', () => {
  expect(timesToOpen(open(20 * HOUR), opening, now)).toBeNull();
  expect(timesToOpen(open(null), opening, now)).toBeNull();
});

test('it closes sooner than it would, and within the day', () => {
  expect(timesToClose(open(18 * HOUR), opening, now)).toEqual({
    ...{ least: 10.5 * HOUR, first: 10.5 * HOUR, most: 17.5 * HOUR },
  });
  expect(timesToClose(open(null), opening, now)).toMatchObject({ most: 26.5 * HOUR });
  expect(timesToClose(open(10.4 * HOUR), opening, now)).toBeNull();
  expect(timesToClose(closed, opening, now)).toBeNull();
});
