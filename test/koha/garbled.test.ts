import {
  type Arbitrary,
  anything,
  asyncProperty,
  assert as check,
  constant,
  constantFrom,
  json,
  option,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../device/contract/result.ts';
import { isPasswordRefusal, parsePatrons, parseToken, parseValidation } from '../../device/drivers/koha/answers.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeConnection, response } from './fake-connection.ts';
import { BY_PASSWORD, DirectoryAtWork, KohaAtWork, PATRON } from './koha-at-work.ts';

const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 2_000);
const { cardNumber } = PATRON;
const GARBLED = { outcome: 'unavailable', code: 'patron-garbled' };
const TODAY = '2026-03-02';

const RECORD = { cardnumber: cardNumber, expiry_date: '2027-01-01', patron_card_lost: false, restricted: false };

/** A body as a server may send it that is broken in some way, or is none of Koha's. */
const anyBody = string({ unit: 'binary', maxLength: 200 });

/** The right value most of the time, else anything. */
const mostly = (value: unknown, ...others: readonly unknown[]): Arbitrary<unknown> =>
  option(constantFrom(value, value, value, ...others), { nil: undefined, freq: 20 }).chain((chosen) =>
    chosen === undefined ? anything() : constant(chosen),
  );

const almostRecord = record({
  cardnumber: mostly(cardNumber, null, `${cardNumber}0`),
  expiry_date: mostly('2027-01-01', null, '2026-03-02', '2026-03-01', '2026-02-30', '', '0000-00-00'),
  patron_card_lost: mostly(false, null, true, 0, 'false'),
  restricted: mostly(false, true, null, 0),
  expired: mostly(false, true, null),
});

describe('what is read of an answer', () => {
  it('is nothing, and never a throw, where it is anything', () => {
    check(
      property(anyBody, (body) => {
        expect(parseToken(body)).toMatchObject({ ok: false, error: { code: 'patron-garbled' } });
        expect(parseValidation(body)).toMatchObject({ ok: false, error: { code: 'patron-garbled' } });
        expect(isPasswordRefusal(body)).toBe(false);
        if (body.trim() !== '[]') expect(parsePatrons(body)).toMatchObject({ ok: false });
      }),
      { numRuns },
    );
    check(
      property(json(), (body) => {
        for (const parsed of [parsePatrons(body), parseValidation(body), parseToken(body)])
          if (!parsed.ok) expect(parsed.error).toEqual({ code: 'patron-garbled' });
      }),
      { numRuns },
    );
  });

  it('is nothing where it was nested to break the reader', () => {
    for (const body of ['['.repeat(60_000), `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '{"a":'.repeat(10_000)])
      expect(parsePatrons(body)).toMatchObject({ ok: false, error: { code: 'patron-garbled' } });
  });

  it('is of a patron no more than the decision needs', () => {
    const body = JSON.stringify([{ ...RECORD, surname: 'Exempelsson', date_of_birth: '1978-06-05' }]);
    expect(parsePatrons(body)).toEqual(ok([RECORD]));
  });

  it.each([
    ['cardnumber', undefined],
    ['patron_card_lost', undefined],
    ['patron_card_lost', 'no'],
    ['restricted', undefined],
    ['restricted', null],
    ['expiry_date', '2026-02-30'],
    ['expiry_date', '02/03/2027'],
    ['expired', 'false'],
  ])('is nothing of a patron whose %s is %j', (key, value) => {
    expect(parsePatrons(JSON.stringify([{ ...RECORD, [key]: value }]))).toMatchObject({ ok: false });
  });
});

const asSent = (value: object): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(value));

describe('a garbled answer', () => {
  it('never lets anybody in who is not good by every field', async () => {
    const connection = new FakeConnection(() => response(200, []));
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD, denyRestricted: true });
    let good = 0;
    await check(
      asyncProperty(almostRecord, async (almost) => {
        connection.reply = () => response(200, [almost]);
        const answer = await work.ask(cardNumber);
        // As it goes over the line: JSON makes null of what it cannot write, such as NaN.
        const { cardnumber, expiry_date: expiry, patron_card_lost: lost, restricted, expired } = asSent(almost);
        const isGood =
          cardnumber === cardNumber &&
          (lost === false || lost === null) &&
          restricted === false &&
          (expired === false || expired === null || expired === undefined) &&
          (expiry === null || expiry === undefined || (typeof expiry === 'string' && expiry >= TODAY));
        if (answer.outcome === 'good') {
          good += 1;
          expect(isGood).toBe(true);
        }
      }),
      { numRuns },
    );
    expect(good).toBeGreaterThan(0);
    expect(good).toBeLessThan(numRuns);
  });

  it.each([
    ['garbage', 'a web page'],
    ['huge', 'more than is taken'],
  ] as const)(
    'that is %s, %s, is told as such; the site is looked at, and is faulted for as long as it does that',
    async (trouble, _) => {
      const work = await KohaAtWork.ready();
      work.koha.breakDown(trouble);
      expect(await work.ask(cardNumber)).toEqual(GARBLED);
      expect(work.status).toBe('ready');
      work.clock.advance(1_000);
      await work.reaches('faulted patron-garbled');
      expect(await work.ask(cardNumber)).toEqual(GARBLED);
      work.koha.heal();
      work.clock.advance(2_000);
      await work.reaches('ready');
      expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    },
  );

  it('is one, too, that brings somebody when nobody was asked for', async () => {
    const work = await KohaAtWork.made();
    work.koha.breakDown('everybody');
    work.start();
    await work.reaches('faulted patron-garbled');
  });

  it('is a validation that did not make anything, whatever it says', async () => {
    const connection = new FakeConnection(({ method }) =>
      method === 'GET' ? response(200, [RECORD]) : response(200, { cardnumber: cardNumber }),
    );
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    expect(await work.ask(cardNumber, '4711')).toEqual(GARBLED);
  });

  it('about one patron shuts out nobody else', async () => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ cardNumber: 'ODD', pin: '1', expiryDate: '0000-00-00' });
    expect(await work.ask('ODD')).toEqual(GARBLED);
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    const askedBefore = work.koha.asked.length;
    work.clock.advance(1_000);
    await vi.waitFor(() => expect(work.koha.queries.at(-1)).toEqual({ patron_id: 0 }));
    expect(work.koha.asked).toHaveLength(askedBefore + 1);
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'good' });
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it.each([
    [204, 'patron-garbled'],
    [400, 'patron-garbled'],
    [404, 'patron-garbled'],
    [401, 'patron-login-refused'],
    [403, 'patron-login-refused'],
    [301, 'patron-redirected'],
    [307, 'patron-redirected'],
    [429, 'patron-server-error'],
    [500, 'patron-server-error'],
    [503, 'patron-server-error'],
  ])('is what status %d is not, whatever its body says: %s', async (status, code) => {
    const connection = new FakeConnection(() => response(status, [RECORD]));
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'unavailable', code });
  });
});
