import { describe, expect, it, vi } from 'vitest';
import { DEADLINE_MS, KohaAtWork, PATRON } from './koha-at-work.ts';

const { cardNumber, pin } = PATRON;
const GOOD = { outcome: 'good' };
/** Its trouble over, the site is found again after so long: the first time, the second, the third. */
const LOOKS_AGAIN_AFTER_MS = [1_000, 2_000, 4_000];
const WRONG = { outcome: 'refused', reason: 'pin-wrong' };

const validations = (work: KohaAtWork) =>
  work.koha.asked.filter((request) => request === 'POST /auth/password/validation').length;

describe('a PIN', () => {
  it('that is right lets the card be good, and one that is wrong does not', async () => {
    const work = await KohaAtWork.ready();
    expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
    expect(await work.ask(cardNumber, '1234')).toEqual(WRONG);
  });

  it('that is empty is wrong, and nobody is asked', async () => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ ...PATRON, pin: '' });
    work.koha.asked.length = 0;
    expect(await work.ask(cardNumber, '')).toEqual(WRONG);
    expect(work.koha.asked).toEqual([]);
  });

  it.each([
    ['reported lost', { lost: true }, 'patron-blocked'],
    ['expired', { expiryDate: '2026-01-01' }, 'patron-expired'],
  ])('is not sent for a card that is %s', async (_, standing, reason) => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ ...PATRON, ...standing });
    expect(await work.ask(cardNumber, pin)).toEqual({ outcome: 'refused', reason });
    expect(validations(work)).toBe(0);
  });

  it('of another patron whose user name is this card’s number is wrong', async () => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ cardNumber: 'LIB-777', pin: '9999', userId: cardNumber });
    expect(await work.ask(cardNumber, '9999')).toEqual(WRONG);
    expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
  });

  it('whose validation answers about another card is wrong', async () => {
    const work = await KohaAtWork.ready();
    work.koha.breakDown('another-card', '/auth');
    expect(await work.ask(cardNumber, pin)).toEqual(WRONG);
  });

  it('is not called wrong by a Koha that is too old to be asked', async () => {
    const work = await KohaAtWork.ready();
    work.koha.breakDown('old');
    expect(await work.ask(cardNumber, pin)).toEqual({ outcome: 'unavailable', code: 'patron-garbled' });
  });
});

describe('wrong PINs', () => {
  it('are three for a card in 15 minutes: then not even the right one is tried', async () => {
    const work = await KohaAtWork.ready();
    for (const wrong of ['1', '2', '3']) expect(await work.ask(cardNumber, wrong)).toEqual(WRONG);
    work.clock.advance(14 * 60_000);
    work.koha.asked.length = 0;
    expect(await work.ask(cardNumber, pin)).toEqual(WRONG);
    expect(work.koha.asked).toEqual([]);
    work.clock.advance(60_000);
    expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
  });

  it('of one card are not another one’s', async () => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ cardNumber: 'LIB-777', pin: '9999' });
    for (const wrong of ['1', '2', '3', '4']) expect(await work.ask(cardNumber, wrong)).toEqual(WRONG);
    expect(await work.ask('LIB-777', '9999')).toEqual(GOOD);
  });

  it('never lock the account at the library, however many come at once', async () => {
    const work = await KohaAtWork.ready();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => work.ask(cardNumber, String(at))));
    expect(answers).toEqual(Array(12).fill(WRONG));
    expect(work.koha.patrons.wrongPasswords(cardNumber)).toBe(3);
  });

  it('are forgotten when the right one comes', async () => {
    const work = await KohaAtWork.ready();
    for (const _ of [1, 2, 3]) {
      expect(await work.ask(cardNumber, '1')).toEqual(WRONG);
      expect(await work.ask(cardNumber, '2')).toEqual(WRONG);
      expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
    }
  });

  it.each(['dropping', 'server-error'] as const)(
    'count where the library may have counted them (%s)',
    async (trouble) => {
      const work = await KohaAtWork.ready();
      for (const waitMs of LOOKS_AGAIN_AFTER_MS) {
        work.koha.breakDown(trouble, '/auth');
        expect(await work.ask(cardNumber, '1')).toMatchObject({ outcome: 'unavailable' });
        work.koha.heal();
        work.clock.advance(waitMs);
        await work.reaches('ready');
      }
      expect(await work.ask(cardNumber, pin)).toEqual(WRONG);
    },
  );

  it.each(['old', 'forbidden', 'garbage', 'redirecting'] as const)(
    'do not count where they were surely not tried (%s)',
    async (trouble) => {
      const work = await KohaAtWork.ready();
      for (const waitMs of LOOKS_AGAIN_AFTER_MS) {
        work.koha.breakDown(trouble, '/auth');
        expect(await work.ask(cardNumber, pin)).toMatchObject({ outcome: 'unavailable' });
        work.koha.heal();
        work.clock.advance(waitMs);
        await work.reaches('ready');
      }
      expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
    },
  );

  it('count where the library did not answer in time', async () => {
    const work = await KohaAtWork.ready();
    work.koha.breakDown('hung', '/auth');
    for (const waitMs of LOOKS_AGAIN_AFTER_MS) {
      const asked = validations(work);
      const answer = work.ask(cardNumber, '1');
      await vi.waitFor(() => expect(validations(work)).toBe(asked + 1));
      work.clock.advance(DEADLINE_MS);
      expect(await answer).toEqual({ outcome: 'unavailable', code: 'patron-timeout' });
      work.clock.advance(waitMs);
      await work.reaches('ready');
    }
    work.koha.heal();
    expect(await work.ask(cardNumber, pin)).toEqual(WRONG);
  });
});
