import { asyncProperty, assert as check, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeConnection, response } from './fake-connection.ts';
import { BY_PASSWORD, DirectoryAtWork, KohaAtWork, PATRON } from './koha-at-work.ts';

const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 300);
const UNKNOWN = { outcome: 'refused', reason: 'patron-unknown' };

describe('a card number with signs in it', () => {
  it.each([
    '"',
    '\\"',
    '"},"patron_id":{"!=":"0',
    '{"!=":"x"}',
    '["a","LIB-20440017"]',
    '1&q={}',
    "x' OR '1'='1",
    'a\r\nx-koha-embed: library',
    '%',
    'LIB%',
    'LIB_20440017',
    '%22%7D',
    '#?/..',
    'räksmörgås',
    '🙂',
    '\ud800',
    '\0',
  ])('is one query for that number and nothing else: %j', async (cardNumber) => {
    const work = await KohaAtWork.ready();
    work.koha.queries.length = 0;
    expect(await work.ask(cardNumber)).toEqual(UNKNOWN);
    expect(work.koha.queries).toEqual([{ cardnumber: cardNumber }]);
    expect(work.koha.asked.slice(2)).toEqual(['GET /patrons']);
  });

  it('is found, where a card has such a number, with its PIN', async () => {
    const work = await KohaAtWork.ready();
    const odd = { cardNumber: '"\\&={}\n', pin: '4711' };
    work.koha.putPatron(odd);
    expect(await work.ask(odd.cardNumber, odd.pin)).toEqual({ outcome: 'good' });
    expect(await work.ask(odd.cardNumber, '4712')).toEqual({ outcome: 'refused', reason: 'pin-wrong' });
  });

  it('is one query whatever it is', async () => {
    const connection = new FakeConnection(() => response(200, []));
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    await check(
      asyncProperty(string({ unit: 'binary', minLength: 1, maxLength: 16 }), async (cardNumber) => {
        connection.sent.length = 0;
        expect(await work.ask(cardNumber)).toEqual(UNKNOWN);
        const [request] = connection.sent;
        const url = new URL(`http://127.0.0.1/api/v1${request?.path}`);
        expect(request?.path).toMatch(/^[\x21-\x7e]+$/);
        expect(url.pathname).toBe('/api/v1/patrons');
        expect([...url.searchParams.keys()]).toEqual(['q', '_per_page']);
        expect(JSON.parse(url.searchParams.get('q') ?? '')).toEqual({ cardnumber: cardNumber });
      }),
      { numRuns },
    );
  });

  it('that is longer than any Koha has is unknown without asking', async () => {
    const work = await KohaAtWork.ready();
    work.koha.asked.length = 0;
    expect(await work.ask('1'.repeat(33))).toEqual(UNKNOWN);
    expect(await work.ask('🙂'.repeat(33), '4711')).toEqual(UNKNOWN);
    expect(work.koha.asked).toEqual([]);
    expect(await work.ask('1'.repeat(32))).toEqual(UNKNOWN);
    expect(await work.ask('🙂'.repeat(32))).toEqual(UNKNOWN);
    expect(work.koha.asked).toEqual(['GET /patrons', 'GET /patrons']);
  });

  it('is not a part of another one, nor has it one for a part', async () => {
    const work = await KohaAtWork.ready();
    expect(await work.ask(PATRON.cardNumber.slice(0, -1))).toEqual(UNKNOWN);
    expect(await work.ask(`${PATRON.cardNumber}0`)).toEqual(UNKNOWN);
  });
});
