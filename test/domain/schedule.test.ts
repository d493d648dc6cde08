import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { parseSchedule, type Schedule } from '../../device/domain/schedule.ts';
import { policyWith } from './a-tap.ts';

const STOCKHOLM = 'Europe/Stockholm';
const at = (iso: string): EpochMs => epochMs(Date.parse(iso));

function schedule(policy: object): Schedule {
  const parsed = parseSchedule(policyWith(policy), STOCKHOLM);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

const slots = [
  { mode: 'staffed', hours: 'Mo-Fr 10:00-16:00; PH off' },
  { mode: 'self-hosted', hours: 'Mo-Fr 08:00-18:00; PH off' },
  { mode: 'unattended', hours: 'Mo-Su 06:00-22:00; PH off' },
];

describe('the slots', () => {
  test('give the mode of the first that is open, and tell when the office opens and closes, not when modes turn', () => {
    const office = schedule({ slots });
    const closes = at('2026-11-24T22:00:00+01:00');
    expect(
      ['05:59', '06:00', '08:00', '10:00', '16:00', '18:00'].map(
        (time) => office.stateAt(at(`2026-11-24T${time}:00+01:00`)).mode,
      ),
    ).toEqual(['closed', 'unattended', 'self-hosted', 'staffed', 'self-hosted', 'unattended']);
    expect(office.stateAt(at('2026-11-24T11:00:00+01:00'))).toEqual({
      mode: 'staffed',
      open: true,
      changesAt: closes,
      term: 'now',
    });
    expect(office.stateAt(closes)).toMatchObject({ mode: 'closed', changesAt: at('2026-11-25T06:00:00+01:00') });
  });

  test('of which one is malformed are refused by its path', () => {
    const policy = policyWith({ slots: [...slots, { mode: 'staffed', hours: 'Mo 25:99-' }] });
    expect(parseSchedule(policy, STOCKHOLM)).toMatchObject({ ok: false, error: { path: ['slots', 3, 'hours'] } });
    expect(parseSchedule(policyWith({ slots, cleanerHours: '((' }), STOCKHOLM)).toMatchObject({
      error: { code: 'opening-hours-malformed', path: ['cleanerHours'] },
    });
  });
});

describe('an exception', () => {
  const exceptions = [
    { date: '2026-11-24', mode: 'unattended', from: '12:00', until: '14:00' },
    { date: '2026-11-24', mode: 'staffed', from: '14:00', until: '15:00' },
    { date: '2026-11-25', mode: 'closed' },
    { date: '2026-11-28', mode: 'staffed', from: '20:00', until: '24:00' },
  ];
  const office = schedule({ slots, exceptions });
  const modeAt = (iso: string) => office.stateAt(at(iso)).mode;

  test('is all that is open on its day, and touches no other', () => {
    expect(modeAt('2026-11-23T23:59:59+01:00')).toBe('closed');
    expect(modeAt('2026-11-24T11:00:00+01:00')).toBe('closed');
    expect(modeAt('2026-11-24T13:59:59+01:00')).toBe('unattended');
    expect(modeAt('2026-11-24T14:00:00+01:00')).toBe('staffed');
    expect(modeAt('2026-11-24T15:00:00+01:00')).toBe('closed');
    expect(modeAt('2026-11-25T12:00:00+01:00')).toBe('closed');
    expect(modeAt('2026-11-26T12:00:00+01:00')).toBe('staffed');
  });

  test('is in what is told of the next opening and closing', () => {
    expect(office.stateAt(at('2026-11-23T23:00:00+01:00')).changesAt).toBe(at('2026-11-24T12:00:00+01:00'));
    expect(office.stateAt(at('2026-11-24T13:00:00+01:00')).changesAt).toBe(at('2026-11-24T15:00:00+01:00'));
    expect(office.stateAt(at('2026-11-24T16:00:00+01:00')).changesAt).toBe(at('2026-11-26T06:00:00+01:00'));
  });

  test('can last to the end of its day', () => {
    expect(modeAt('2026-11-28T23:59:59+01:00')).toBe('staffed');
    expect(modeAt('2026-11-29T00:00:00+01:00')).toBe('closed');
  });
});

describe('a temporary office', () => {
  const office = schedule({
    slots: [{ mode: 'staffed', hours: '24/7' }],
    validFrom: '2026-10-30',
    validUntil: '2026-11-30',
  });

  test('is closed before its first day and after its last, and says which', () => {
    expect(office.stateAt(at('2026-10-29T23:59:59+01:00'))).toEqual({
      mode: 'closed',
      open: false,
      changesAt: at('2026-10-30T00:00:00+01:00'),
      term: 'not-yet',
    });
    expect(office.stateAt(at('2026-10-30T00:00:00+01:00'))).toMatchObject({ open: true, term: 'now' });
    expect(office.stateAt(at('2026-11-30T23:59:59+01:00'))).toMatchObject({
      open: true,
      changesAt: at('2026-12-01T00:00:00+01:00'),
    });
    expect(office.stateAt(at('2026-12-01T00:00:00+01:00'))).toEqual({
      mode: 'closed',
      open: false,
      changesAt: null,
      term: 'over',
    });
  });
});

describe('a day that is unlike others', () => {
  test('the eve of a holiday has hours of its own', () => {
    const office = schedule({
      slots: [{ mode: 'staffed', hours: 'Mo-Fr 10:00-18:00; PH off; PH -1 day 10:00-13:00' }],
    });
    // 6 January 2026 is Epiphany, a Tuesday; the day before is its eve.
    expect(office.stateAt(at('2026-01-05T12:59:00+01:00')).open).toBe(true);
    expect(office.stateAt(at('2026-01-05T13:00:00+01:00')).open).toBe(false);
    expect(office.stateAt(at('2026-01-06T12:00:00+01:00')).open).toBe(false);
    expect(office.stateAt(at('2026-01-07T17:00:00+01:00')).open).toBe(true);
  });

  test('the night in which summer time begins or ends bends no exception', () => {
    const exceptions = [
      { date: '2026-03-29', mode: 'staffed', from: '02:30', until: '04:00' },
      { date: '2026-10-25', mode: 'staffed', from: '01:00', until: '04:00' },
    ];
    const office = schedule({ slots: [{ mode: 'staffed', hours: 'Mo-Fr 10:00-18:00' }], exceptions });
    // 02:30 is skipped on 29 March: the offset before the skip holds.
    expect(office.stateAt(at('2026-03-29T01:59:59+01:00')).open).toBe(false);
    expect(office.stateAt(at('2026-03-29T03:30:00+02:00'))).toMatchObject({
      open: true,
      changesAt: at('2026-03-29T04:00:00+02:00'),
    });
    for (const iso of ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00', '2026-10-25T03:59:59+01:00'])
      expect(office.stateAt(at(iso)).open).toBe(true);
    expect(office.stateAt(at('2026-10-25T04:00:00+01:00')).open).toBe(false);
  });
});

describe('cleaners', () => {
  test('have hours of their own, or none', () => {
    const office = schedule({ slots, cleanerHours: 'Mo-Fr 05:00-06:30' });
    expect(office.cleanersAt(at('2026-11-24T05:30:00+01:00'))).toBe(true);
    expect(office.cleanersAt(at('2026-11-24T06:30:00+01:00'))).toBe(false);
    expect(schedule({ slots }).cleanersAt(at('2026-11-24T05:30:00+01:00'))).toBe(false);
  });
});

test('what is told does not hang on what was asked before: the clock may go forward, back, or jump (I3)', () => {
  const policy = {
    slots,
    exceptions: [
      { date: '2026-11-24', mode: 'unattended', from: '12:00', until: '14:00' },
      { date: '2026-12-24', mode: 'closed' },
    ],
    validUntil: '2026-12-31',
  };
  const instants = fc.array(fc.integer({ min: Date.UTC(2026, 10, 20), max: Date.UTC(2027, 0, 3) }), {
    minLength: 2,
    maxLength: 8,
  });
  fc.assert(
    fc.property(instants, (times) => {
      const kept = schedule(policy);
      for (const time of times) {
        const told = kept.stateAt(epochMs(time));
        expect(told).toEqual(schedule(policy).stateAt(epochMs(time)));
        if (told.changesAt === null) continue;
        expect(told.changesAt).toBeGreaterThan(time);
        expect(schedule(policy).stateAt(told.changesAt).open).toBe(!told.open);
        expect(schedule(policy).stateAt(epochMs(told.changesAt - 1)).open).toBe(told.open);
      }
    }),
    { numRuns: 60 },
  );
});
