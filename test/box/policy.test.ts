import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { office, ruled } from '../support/office.ts';
import { changeDatabase, rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { CARD, OTHER_CARD, tapped } from './at-door.ts';

const policy = (change: object) => ruled(change).policy;
const admin = (box: TestBox) => ({ authorization: `Bearer ${readFileSync(`${box.folder}/admin-token`, 'utf8')}` });
const give = (box: TestBox, document: object, path = 'policy') =>
  box.request('POST', `/api/admin/${path}`, document, admin(box));
const closedToAll = policy({ version: 2, modes: { staffed: { who: 'enrolled' } }, enrolment: { self: true } });

describe('a new policy', () => {
  test('is in force at once, on the screen too, and after a restart', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    expect(await give(box, closedToAll)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ reason: 'credential-not-enrolled' });
    expect((await box.snapshot()).enrolment.self).toBe(true);
    await box.stop();
    expect(rowsOf(folder, `SELECT data FROM access_log WHERE type = 'policy-changed'`)).toEqual([
      { data: '{"version":2,"by":"admin"}' },
    ]);
    const again = await withBox({ folder });
    expect(await tapped(again, OTHER_CARD)).toMatchObject({ reason: 'credential-not-enrolled' });
    expect((await again.request('GET', '/api/admin/policy', undefined, admin(again))).body).toMatchObject({
      version: 2,
    });
  });

  test('that the config brings wins over an older one that was given, and loses to a newer one', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await give(box, closedToAll);
    await box.stop();
    const newer = await withBox({ folder, config: ruled({ version: 3 }) });
    expect(await tapped(newer, CARD)).toMatchObject({ outcome: 'granted' });
  });

  test('that names a door which a later config has no more keeps holding at the others', async () => {
    const folder = boxFolder();
    const store = { id: 'store', name: 'Förrådet', driver: 'simulated' };
    const box = await withBox({ folder, config: { doors: [...office.doors, store] } });
    expect(await give(box, { ...closedToAll, doors: { store: { roles: ['host'] } } })).toMatchObject({ status: 200 });
    await box.stop();

    const without = await withBox({ folder });

    expect((await without.health()).box.policyVersion).toBe(2);
    expect(await tapped(without, OTHER_CARD)).toMatchObject({ reason: 'credential-not-enrolled' });
  });

  test('tells of opening and closing by the new hours at once', async () => {
    const box = await withBox();
    await give(box, policy({ version: 2, slots: [{ mode: 'unattended', hours: 'Mo-Su 00:00-09:00' }] }));
    expect((await box.snapshot()).hours).toMatchObject({ open: false, mode: 'closed' });
    expect(await tapped(box)).toMatchObject({ reason: 'office-closed' });
  });

  test.each([
    ['not newer', policy({ version: 1 }), 409, 'policy-not-newer'],
    [
      'malformed hours',
      policy({ version: 2, slots: [{ mode: 'staffed', hours: 'Mo 99:99' }] }),
      400,
      'policy-malformed',
    ],
    ['an unknown door', policy({ version: 2, doors: { cellar: {} } }), 400, 'policy-malformed'],
    ['an unknown key', { ...policy({ version: 2 }), colour: 'red' }, 400, 'request-malformed'],
    [
      'a term that ends before it begins',
      policy({ version: 2, validFrom: '2026-02-01', validUntil: '2026-01-01' }),
      400,
      'request-malformed',
    ],
  ])('with %s is refused with its reason, and nothing is changed', async (_, document, status, code) => {
    const box = await withBox();
    for (const path of ['policy/check', 'policy'])
      expect(await give(box, document, path)).toMatchObject({ status, body: { code } });
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    await box.stop();
    expect(rowsOf(box.folder, 'SELECT * FROM policy')).toEqual([]);
  });

  test('with several faults is told all of them', async () => {
    const box = await withBox();
    const answer = await give(box, { ...policy({ version: 2 }), slots: [], guests: { mostHours: 0 } });
    expect((answer.body as { message: string }).message).toMatch(/slots: .*guests\.mostHours: /);
  });

  test('can be checked without a change', async () => {
    const box = await withBox();
    expect(await give(box, closedToAll, 'policy/check')).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
  });

  test.each(['GET', 'POST'])('is nobody’s to %s without the token of this box', async (method) => {
    const box = await withBox();
    const body = method === 'POST' ? closedToAll : undefined;
    expect(await box.request(method, '/api/admin/policy', body)).toMatchObject({
      status: 401,
      body: { code: 'admin-token-required' },
    });
  });
});

test('a stored policy that this program cannot read leaves the config’s in force', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder });
  await give(box, closedToAll);
  await box.stop();
  changeDatabase(folder, `UPDATE policy SET document = '{"schemaVersion":2}'`);
  expect(await tapped(await withBox({ folder }))).toMatchObject({ outcome: 'granted' });
});
