import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EpochMs, epochMs } from '../../device/contract/units.ts';
import { type OpeningHours, parseOpeningHours } from '../../device/domain/opening-hours.ts';
import { wallTimeAt } from '../../device/domain/wall-clock.ts';

const STOCKHOLM = 'Europe/Stockholm';
const at = (iso: string): EpochMs => epochMs(Date.parse(iso));

function hours(text: string, timeZone = STOCKHOLM): OpeningHours {
  const parsed = parseOpeningHours(text, timeZone);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('opening hours', () => {
  test('are told by the wall clock of the office, whatever the zone of the process', () => {
    const office = hours('Tu-Sa 10:00-18:00');
    expect(office.stateAt(at('2026-11-24T09:59:59+01:00')).open).toBe(false);
    expect(office.stateAt(at('2026-11-24T10:00:00+01:00'))).toEqual({
      open: true,
      changesAt: at('2026-11-24T18:00:00+01:00'),
    });
    expect(office.stateAt(at('2026-07-07T17:59:59+02:00')).open).toBe(true);
    expect(office.stateAt(at('2026-07-07T18:00:00+02:00')).open).toBe(false);
  });

  test('never change at an office that is always open', () => {
    expect(hours('24/7').stateAt(at('2026-11-24T03:00:00+01:00'))).toEqual({ open: true, changesAt: null });
  });

  test.each([
    ['midsummer eve’s day after', '2026-06-20T12:00:00+02:00'],
    ['Epiphany', '2026-01-06T12:00:00+01:00'],
    ['All Saints’ Day', '2026-10-31T12:00:00+01:00'],
    ['the National Day', '2026-06-06T12:00:00+02:00'],
  ])('know the Swedish public holiday %s', (_, iso) => {
    expect(hours('Mo-Su 10:00-18:00; PH off').stateAt(at(iso)).open).toBe(false);
    expect(hours('Mo-Su 10:00-18:00').stateAt(at(iso)).open).toBe(true);
  });

  test('open for one month only at an office that lasts a month', () => {
    const shop = hours('2026 Oct 30-2026 Nov 30 Tu-Sa 10:00-18:00');
    expect(shop.stateAt(at('2026-11-24T12:00:00+01:00')).open).toBe(true);
    expect(shop.stateAt(at('2026-12-01T12:00:00+01:00')).open).toBe(false);
  });

  test('hold through the night in which summer time begins', () => {
    const office = hours('Mo-Su 01:30-05:00');
    // 29 March 2026: 01:59:59 is followed by 03:00:00.
    expect(office.stateAt(at('2026-03-29T01:30:00+01:00'))).toEqual({
      open: true,
      changesAt: at('2026-03-29T05:00:00+02:00'),
    });
    expect(hours('Mo-Su 02:15-05:00').stateAt(at('2026-03-29T01:00:00+01:00')).changesAt).toBe(
      at('2026-03-29T03:15:00+02:00'),
    );
  });

  test('hold through the night in which summer time ends, in both hours that read 02:30', () => {
    const office = hours('Mo-Su 02:15-02:45');
    expect(office.stateAt(at('2026-10-25T02:30:00+02:00')).open).toBe(true);
    expect(office.stateAt(at('2026-10-25T02:50:00+02:00'))).toEqual({
      open: false,
      changesAt: at('2026-10-25T02:15:00+01:00'),
    });
    expect(office.stateAt(at('2026-10-25T02:30:00+01:00'))).toEqual({
      open: true,
      changesAt: at('2026-10-25T02:45:00+01:00'),
    });
  });

  test('are the same whether the clock goes forward, back, or jumps (I3)', () => {
    const texts = ['24/7', 'Tu-Sa 10:00-18:00; PH off', 'Mo-Fr 07:30-21:00; Sa,Su 22:00-03:00'];
    const instants = fc.array(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), { minLength: 2 });
    fc.assert(
      fc.property(fc.constantFrom(...texts), instants, (text, times) => {
        const kept = hours(text);
        for (const time of times) {
          const fresh = hours(text).stateAt(epochMs(time));
          expect(kept.stateAt(epochMs(time))).toEqual(fresh);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('do not change between now and the change they tell, and do change there', () => {
    const office = hours('Mo-Fr 07:30-21:00; Sa,Su 22:00-03:00; PH off');
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        (now, part) => {
          const { open, changesAt } = office.stateAt(epochMs(now));
          if (changesAt === null) throw new Error('this office opens every week');
          expect(changesAt).toBeGreaterThan(now);
          const between = epochMs(Math.floor(now + (changesAt - 1 - now) * part));
          expect(hours('Mo-Fr 07:30-21:00; Sa,Su 22:00-03:00; PH off').stateAt(between).open).toBe(open);
          expect(office.stateAt(changesAt).open).toBe(!open);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(['', 'Mo-Xx 10-12', '25:99', '((('])('that cannot be read (%j) are refused with a stable code', (text) => {
    const parsed = parseOpeningHours(text, STOCKHOLM);
    expect(parsed.ok ? null : parsed.error.code).toBe('opening-hours-malformed');
  });
});

describe('the wall clock', () => {
  test('shows summer and winter time', () => {
    expect(wallTimeAt(at('2026-07-01T10:00:00Z'), STOCKHOLM)).toMatchObject({ hour: 12, day: 1, month: 7 });
    expect(wallTimeAt(at('2026-12-31T23:30:00Z'), STOCKHOLM)).toMatchObject({ year: 2027, month: 1, day: 1, hour: 0 });
  });
});
