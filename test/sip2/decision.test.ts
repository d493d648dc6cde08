import { assert as check, constantFrom, nat, property, record, subarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Patron } from '../../device/drivers/sip2/answers.ts';
import { type DecisionTerms, decide } from '../../device/drivers/sip2/decision.ts';
import { CARD, DirectoryAtWork, PIN } from './directory-at-work.ts';

const GOOD: Patron = { card: CARD, conditions: ' '.repeat(14), valid: true, pin: 'right', expires: null };
const TERMS: DecisionTerms = { pinGiven: false, denyPositions: [5], today: 20260302 };

/** The conditions of "patron status" that hold, counted from 1. */
const holding = (...positions: readonly number[]) =>
  Array.from({ length: 14 }, (_, at) => (positions.includes(at + 1) ? 'Y' : ' ')).join('');

type Row = readonly [what: string, patron: Partial<Patron>, terms: Partial<DecisionTerms>, outcome: string];

const ROWS: readonly Row[] = [
  ['a valid card', {}, {}, 'good'],
  ['BL that is not Y', { valid: false }, {}, 'patron-unknown'],
  ['BL that is not Y, with the right PIN', { valid: false }, { pinGiven: true }, 'patron-unknown'],
  ['the right PIN', {}, { pinGiven: true }, 'good'],
  ['CQ = N', { pin: 'wrong' }, { pinGiven: true }, 'pin-wrong'],
  ['no CQ', { pin: 'unsaid' }, { pinGiven: true }, 'pin-wrong'],
  ['CQ = N where no PIN was asked for', { pin: 'wrong' }, {}, 'good'],
  ['a card reported lost', { conditions: holding(5) }, {}, 'patron-blocked'],
  ['a card reported lost that nothing is said to deny', { conditions: holding(5) }, { denyPositions: [] }, 'good'],
  ['recall privileges denied, as for everybody', { conditions: holding(3) }, {}, 'good'],
  ['every condition but the lost card', { conditions: 'YYYY YYYYYYYYY' }, {}, 'good'],
  ['fines, where the office heeds them', { conditions: holding(11) }, { denyPositions: [5, 11] }, 'patron-blocked'],
  ['the first of the conditions', { conditions: holding(1) }, { denyPositions: [1] }, 'patron-blocked'],
  ['the last of the conditions', { conditions: holding(14) }, { denyPositions: [14] }, 'patron-blocked'],
  ['a position that there is not', { conditions: 'Y'.repeat(14) }, { denyPositions: [0, 15] }, 'good'],
  ['an N where only Y counts', { conditions: 'N'.repeat(14) }, {}, 'good'],
  ['a last day that was yesterday', { expires: '20260301' }, {}, 'patron-expired'],
  ['a last day that is today', { expires: '20260302' }, {}, 'good'],
  ['a last day that is to come', { expires: '20260303' }, {}, 'good'],
  ['a last day with zone and time', { expires: '20260301    235959' }, {}, 'patron-expired'],
  ['a last day with the time behind it', { expires: '20260301235959' }, {}, 'patron-expired'],
  ['a last day with hyphens', { expires: '2026-03-01' }, {}, 'patron-expired'],
  ['an empty PA', { expires: '' }, {}, 'good'],
  ['a PA that is something else (Polaris)', { expires: '1' }, {}, 'good'],
  ['a PA that is a number', { expires: '201512319' }, {}, 'good'],
  ['an expired card with BL and CQ both Y', { expires: '20200101' }, { pinGiven: true }, 'patron-expired'],
  ['a lost card with a wrong PIN', { conditions: holding(5), pin: 'wrong' }, { pinGiven: true }, 'pin-wrong'],
  ['an expired card with a wrong PIN', { expires: '20200101', pin: 'wrong' }, { pinGiven: true }, 'pin-wrong'],
  ['a lost card that is expired', { conditions: holding(5), expires: '20200101' }, {}, 'patron-blocked'],
];

describe('what an answer means at the door', () => {
  it.each(ROWS)('%s', (_, patron, terms, outcome) => {
    const answer = decide({ ...GOOD, ...patron }, { ...TERMS, ...terms });
    expect(answer.outcome === 'refused' ? answer.reason : answer.outcome).toBe(outcome);
  });

  it('is good only when all of it is', () => {
    const patrons = record({
      card: constantFrom(CARD),
      conditions: subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]).map((positions) => holding(...positions)),
      valid: constantFrom(true, false),
      pin: constantFrom<Patron['pin']>('right', 'wrong', 'unsaid'),
      expires: constantFrom(null, '20260301', '20260302', 'x'),
    });
    const terms = record({
      pinGiven: constantFrom(true, false),
      denyPositions: subarray([1, 5, 11, 14]),
      today: nat({ max: 1 }).map((later) => 20260302 + later),
    });
    check(
      property(patrons, terms, (patron, { pinGiven, denyPositions, today }) => {
        const isDenied = denyPositions.some((position) => patron.conditions.charAt(position - 1) === 'Y');
        const isOver = patron.expires !== null && Number(patron.expires) < today;
        const isGood = patron.valid && (!pinGiven || patron.pin === 'right') && !isDenied && !isOver;
        expect(decide(patron, { pinGiven, denyPositions, today }).outcome === 'good').toBe(isGood);
      }),
    );
  });
});

describe('asked at the door', () => {
  it('a card is good, unknown, blocked or expired as the library has it', async () => {
    const work = DirectoryAtWork.ready();
    const person = { pin: PIN, name: 'Bo', address: 'Torget 1', born: '19800101' };
    work.library.patrons.set('lost', { ...person, conditions: [5] });
    work.library.patrons.set('over', { ...person, expires: '20260301' });
    work.library.patrons.set('recalled', { ...person, conditions: [3], expires: '20260302' });
    expect(await work.askNow()).toEqual({ outcome: 'good' });
    expect(await work.askNow('recalled')).toEqual({ outcome: 'good' });
    expect(await work.askNow('nobody')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
    expect(await work.askNow('nobody', PIN)).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
    expect(await work.askNow('lost')).toEqual({ outcome: 'refused', reason: 'patron-blocked' });
    expect(await work.askNow('over')).toEqual({ outcome: 'refused', reason: 'patron-expired' });
    expect(await work.askNow('over', PIN)).toEqual({ outcome: 'refused', reason: 'patron-expired' });
    expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'good' });
    expect(await work.askNow(CARD, '0000')).toEqual({ outcome: 'refused', reason: 'pin-wrong' });
  });

  it("a card is good to the end of its last day by the clock on the office's wall", async () => {
    const work = DirectoryAtWork.ready();
    work.library.patrons.set('over', { pin: PIN, name: 'Bo', address: 'x', born: '19800101', expires: '20260302' });
    work.clock.setWall(Date.UTC(2026, 2, 2, 22, 59));
    expect(await work.askNow('over')).toEqual({ outcome: 'good' });
    work.clock.setWall(Date.UTC(2026, 2, 2, 23, 1));
    expect(await work.askNow('over')).toEqual({ outcome: 'refused', reason: 'patron-expired' });
  });
});
