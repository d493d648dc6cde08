import { describe, expect, it } from 'vitest';
import { BY_PASSWORD, KohaAtWork, PATRON } from './koha-at-work.ts';

const { cardNumber } = PATRON;

describe('a card that a Koha is asked about', () => {
  it.each([
    ['in good standing, is good', {}, 'good'],
    ['through the last day of its time, is good', { expiryDate: '2026-03-02' }, 'good'],
    ['after its last day, has expired', { expiryDate: '2026-03-01' }, 'patron-expired'],
    ['of a time that does not end, is good', { expiryDate: null }, 'good'],
    ['reported lost, is blocked', { lost: true }, 'patron-blocked'],
    ['reported lost and expired, is told as blocked', { lost: true, expiryDate: '2020-01-01' }, 'patron-blocked'],
    ['with a restriction, is good where the office does not heed it', { restricted: true }, 'good'],
  ])('%s', async (_, standing, expected) => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ ...PATRON, ...standing });
    expect(await work.ask(cardNumber)).toEqual(
      expected === 'good' ? { outcome: 'good' } : { outcome: 'refused', reason: expected },
    );
  });

  it('with a restriction, is blocked where the office heeds it', async () => {
    const work = await KohaAtWork.ready({ denyRestricted: true });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    work.koha.putPatron({ ...PATRON, restricted: true });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'refused', reason: 'patron-blocked' });
  });

  it('that it does not have, is unknown', async () => {
    const work = await KohaAtWork.ready();
    expect(await work.ask('LIB-20440018')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
  });

  it('goes by the office’s day at the time of asking', async () => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ ...PATRON, expiryDate: '2026-03-02' });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    work.today = '2026-03-03';
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'refused', reason: 'patron-expired' });
  });

  it('is the same in small letters, as it is for Koha', async () => {
    const work = await KohaAtWork.ready();
    expect(await work.ask(cardNumber.toLowerCase())).toEqual({ outcome: 'good' });
  });

  it('is asked about with a user name and a password where a site has that', async () => {
    const work = await KohaAtWork.ready({ login: BY_PASSWORD });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    expect(work.koha.asked).toEqual(['GET /patrons', 'GET /patrons']);
  });

  it('costs one request when the box has a token, and two with a PIN', async () => {
    const work = await KohaAtWork.ready();
    work.koha.asked.length = 0;
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    expect(await work.ask(cardNumber, '4711')).toEqual({ outcome: 'good' });
    expect(work.koha.asked).toEqual(['GET /patrons', 'GET /patrons', 'POST /auth/password/validation']);
  });

  it('does not wait for another one', async () => {
    const work = await KohaAtWork.ready();
    const answers = await Promise.all([work.ask(cardNumber), work.ask('1'), work.ask(cardNumber, '4711')]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['good', 'refused', 'good']);
  });
});

describe('an answer that is not about the card', () => {
  it.each([
    ['but about another one', 'another-card'],
    ['but about everybody', 'everybody'],
    ['but says nothing, because the box may not see the patron', 'redacted'],
  ] as const)('%s, is no answer', async (_, trouble) => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ cardNumber: 'LIB-20440018', pin: '1234' });
    work.koha.breakDown(trouble);
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'unavailable', code: 'patron-garbled' });
    expect(await work.ask(cardNumber, '4711')).toEqual({ outcome: 'unavailable', code: 'patron-garbled' });
  });
});
