import { describe, expect, it } from 'vitest';
import { ok } from '../../device/contract/result.ts';
import type { HttpRequest } from '../../device/drivers/koha/http-connection.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeConnection, response } from './fake-connection.ts';
import { ACCOUNT, BY_PASSWORD, BY_TOKEN, DirectoryAtWork, KohaAtWork, PATRON } from './koha-at-work.ts';

const { cardNumber, pin } = PATRON;
const GOOD = { outcome: 'good' };

const tokensAsked = (work: KohaAtWork) => work.koha.asked.filter((request) => request === 'POST /oauth/token').length;

const RECORD = { cardnumber: cardNumber, expiry_date: null, patron_card_lost: false, restricted: false };

/** A Koha that gives `token` and takes whatever comes. */
function withToken(token: unknown): FakeConnection {
  return new FakeConnection(({ path }) => (path === '/oauth/token' ? response(200, token) : response(200, [RECORD])));
}

async function askWith(token: unknown): Promise<{ readonly answer: unknown; readonly sent: readonly HttpRequest[] }> {
  const connection = withToken(token);
  const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_TOKEN });
  return { answer: await work.ask(cardNumber), sent: connection.sent };
}

describe('the token that a Koha gives the box', () => {
  it('is used for all that is asked, until a tenth of its hour is left', async () => {
    const work = await KohaAtWork.ready();
    for (let minute = 0; minute < 54; minute++) {
      expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
      work.clock.advance(minute === 53 ? 59_999 : 60_000);
    }
    expect(await work.ask(cardNumber)).toEqual(GOOD);
    expect(tokensAsked(work)).toBe(1);
    work.clock.advance(1);
    expect(await work.ask(cardNumber)).toEqual(GOOD);
    expect(tokensAsked(work)).toBe(2);
  });

  it('that is refused before its time is renewed, and the visitor does not notice', async () => {
    const work = await KohaAtWork.ready();
    work.koha.forgetTokens();
    expect(await work.ask(cardNumber, pin)).toEqual(GOOD);
    expect(tokensAsked(work)).toBe(2);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('that is refused to several at once is renewed for all of them', async () => {
    const work = await KohaAtWork.ready();
    work.koha.forgetTokens();
    const answers = await Promise.all([work.ask(cardNumber), work.ask(cardNumber), work.ask(cardNumber)]);
    expect(answers).toEqual([GOOD, GOOD, GOOD]);
  });

  it('is renewed once for a request: one that is refused again is the box’s trouble', async () => {
    const connection = new FakeConnection(({ path }) =>
      path === '/oauth/token'
        ? response(200, { access_token: 'abc', token_type: 'Bearer', expires_in: 3600 })
        : response(401, { error: 'Authentication failure.' }),
    );
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_TOKEN });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'unavailable', code: 'patron-login-refused' });
    expect(connection.sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET']);
    expect(work.status).toBe('faulted patron-login-refused');
  });

  it('that is not given, for its key is wrong or the site gives none, is told as a refused login', async () => {
    const wrong = await KohaAtWork.made({ login: { ...BY_TOKEN, clientSecret: 'old' } });
    wrong.start();
    await wrong.reaches('faulted patron-login-refused');
    const connection = new FakeConnection(() => response(400, { error: 'Unimplemented grant type' }));
    const none = new DirectoryAtWork(connection, new ManualClock(), { login: BY_TOKEN });
    expect(await none.ask(cardNumber)).toEqual({ outcome: 'unavailable', code: 'patron-login-refused' });
  });

  it.each([
    ['is missing', { token_type: 'Bearer', expires_in: 3600 }],
    ['would be a second header', { access_token: 'abc\r\nx-koha-query: {}', token_type: 'Bearer', expires_in: 3600 }],
    ['is of a kind that the box does not know', { access_token: 'abc', token_type: 'mac', expires_in: 3600 }],
    ['has no end', { access_token: 'abc', token_type: 'Bearer', expires_in: 'never' }],
  ])('that %s is not used', async (_, token) => {
    const { answer, sent } = await askWith(token);
    expect(answer).toEqual({ outcome: 'unavailable', code: 'patron-garbled' });
    expect(sent).toHaveLength(1);
  });

  it('is asked for in a form, and shown in a header', async () => {
    const { answer, sent } = await askWith({ access_token: 'aB1-._~+/==', token_type: 'bearer', expires_in: 60 });
    expect(answer).toEqual(GOOD);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      path: '/oauth/token',
      body: `grant_type=client_credentials&client_id=${ACCOUNT.clientId}&client_secret=s%26cret%3D1`,
    });
    expect(sent[1]?.headers).toMatchObject({ authorization: 'Bearer aB1-._~+/==' });
  });
});

describe('a user name and a password', () => {
  it('are shown with every request, as RFC 7617 §2.1 has it for letters beyond ASCII', async () => {
    const connection = new FakeConnection(() => ok({ status: 200, body: JSON.stringify([RECORD]) }));
    const work = new DirectoryAtWork(connection, new ManualClock(), {
      login: { kind: 'basic', user: 'test', password: '123£' },
    });
    expect(await work.ask(cardNumber)).toEqual(GOOD);
    expect(connection.sent[0]?.headers).toMatchObject({ authorization: 'Basic dGVzdDoxMjPCow==' });
  });

  it('that are refused are not tried again for the same visitor', async () => {
    const work = await KohaAtWork.made({ login: { ...BY_PASSWORD, password: 'old' } });
    expect(await work.ask(cardNumber)).toEqual({ outcome: 'unavailable', code: 'patron-login-refused' });
    expect(work.koha.asked).toEqual(['GET /patrons']);
  });
});
