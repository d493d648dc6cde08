import { describe, expect, it, onTestFinished } from 'vitest';
import { PRIVATE_VALUES } from '../../device/simulator/koha/koha-patrons.ts';
import { SimulatedKoha } from '../../device/simulator/koha/simulated-koha.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ACCOUNT, PATRON } from './koha-at-work.ts';

const basic = `Basic ${Buffer.from(`${ACCOUNT.user}:${ACCOUNT.password}`).toString('base64')}`;

async function started(): Promise<{ readonly koha: SimulatedKoha; readonly clock: ManualClock }> {
  const clock = new ManualClock();
  const koha = new SimulatedKoha(clock, ACCOUNT);
  await koha.start();
  onTestFinished(() => koha.stop());
  koha.putPatron({ ...PATRON, userId: 'kim' });
  return { koha, clock };
}

async function get(koha: SimulatedKoha, path: string, authorization = basic) {
  const response = await fetch(`${koha.url}/api/v1${path}`, { headers: { authorization } });
  return { status: response.status, body: await response.json() };
}

async function post(koha: SimulatedKoha, path: string, body: URLSearchParams | string, authorization = basic) {
  const response = await fetch(`${koha.url}/api/v1${path}`, { method: 'POST', headers: { authorization }, body });
  return { status: response.status, body: await response.json() };
}

const validate = (koha: SimulatedKoha, body: object) => post(koha, '/auth/password/validation', JSON.stringify(body));

const FAILED = { status: 400, body: { error: 'Validation failed' } };

/** As Koha's own tests have it: t/db_dependent/api/v1/password_validation.t, oauth.t, patrons.t. */
describe('a simulated Koha', () => {
  it('validates by card number and by user name, tells whose it was, and says no otherwise', async () => {
    const { koha } = await started();
    const kim = { status: 201, body: { cardnumber: PATRON.cardNumber, patron_id: 1, userid: 'kim' } };
    expect(await validate(koha, { identifier: PATRON.cardNumber, password: PATRON.pin })).toEqual(kim);
    expect(await validate(koha, { identifier: 'kim', password: PATRON.pin })).toEqual(kim);
    expect(await validate(koha, { identifier: 'kim', password: 'bad' })).toEqual(FAILED);
    expect(await validate(koha, { identifier: 'nobody', password: PATRON.pin })).toEqual(FAILED);
    expect(await validate(koha, { identifier: 'kim', pin: PATRON.pin })).toMatchObject({
      status: 400,
      body: { errors: [{}] },
    });
  });

  it('locks an account after five wrong passwords, and then refuses the right one with the same words', async () => {
    const { koha } = await started();
    for (const wrong of ['1', '2', '3', '4', '5']) await validate(koha, { identifier: 'kim', password: wrong });
    expect(await validate(koha, { identifier: 'kim', password: PATRON.pin })).toEqual(FAILED);
  });

  it('gives a token for an hour to who has the key', async () => {
    const { koha, clock } = await started();
    const form = { grant_type: 'client_credentials', client_id: ACCOUNT.clientId, client_secret: ACCOUNT.clientSecret };
    const { status, body } = await post(koha, '/oauth/token', new URLSearchParams(form));
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
    const bearer = `Bearer ${body.access_token}`;
    clock.advance(3_599_999);
    expect(await get(koha, '/patrons', bearer)).toMatchObject({ status: 200 });
    clock.advance(1);
    expect(await get(koha, '/patrons', bearer)).toMatchObject({
      status: 401,
      body: { error: 'Authentication failure.' },
    });
    const wrong = new URLSearchParams({ ...form, client_secret: 'x' });
    expect(await post(koha, '/oauth/token', wrong)).toEqual({ status: 403, body: { error: 'unauthorized_client' } });
  });

  it('lists patrons by what is asked in q, with names and all', async () => {
    const { koha } = await started();
    koha.putPatron({ cardNumber: '2', pin: '1', lost: true, expiryDate: '2026-12-31' });
    const q = (query: unknown) => `/patrons?q=${encodeURIComponent(JSON.stringify(query))}`;
    const { status, body } = await get(koha, q({ cardnumber: '2' }));
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { ...PRIVATE_VALUES, cardnumber: '2', patron_card_lost: true, restricted: false, expiry_date: '2026-12-31' },
    ]);
    expect(await get(koha, q({ patron_id: 0 }))).toEqual({ status: 200, body: [] });
    expect((await get(koha, '/patrons')).body).toHaveLength(2);
    expect((await get(koha, '/patrons?_per_page=1')).body).toHaveLength(1);
    expect((await get(koha, q({ cardnumber: { '!=': 'x' } }))).body).toHaveLength(2);
    expect(await get(koha, '/patrons?card=2')).toMatchObject({ status: 400, body: [{ path: '/query/card' }] });
    expect(await get(koha, '/patrons?q=nonsense')).toMatchObject({ status: 400 });
    expect(await get(koha, '/patrons', 'Basic Ym94OmJveA==')).toMatchObject({ status: 401 });
  });

  it('sends what its account may not see with every key and no value', async () => {
    const { koha } = await started();
    koha.breakDown('redacted');
    const { body } = await get(koha, '/patrons');
    expect(body).toMatchObject([{ cardnumber: null, surname: null, patron_card_lost: null, library_id: 'CPL' }]);
  });
});
