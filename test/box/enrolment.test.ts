import { describe, expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { asHost, CARD, enrolMyself, HOST_CARD, OTHER_CARD, tapped } from './at-door.ts';

const self = (change: object = {}) =>
  ruled({ modes: { staffed: { who: 'enrolled' } }, enrolment: { self: true, ...change } });
const next = (box: Awaited<ReturnType<typeof withBox>>, purpose: string) =>
  box.request('POST', '/api/host/next-card', { purpose });

describe('a visitor', () => {
  test('registers a card in three touches, without a name, and is let in', async () => {
    const box = await withBox({ config: self() });
    expect(await tapped(box)).toMatchObject({ reason: 'credential-not-enrolled' });
    expect((await box.snapshot()).enrolment).toEqual({ self: true, pin: false });
    await enrolMyself(box, CARD);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    await box.stop();
    expect(
      rowsOf(
        box.folder,
        `SELECT json_extract(data, '$.by') AS by FROM access_log WHERE type = 'credential-enrolled' AND json_extract(data, '$.role') = 'visitor'`,
      ),
    ).toEqual([{ by: 'kiosk' }]);
    expect(rowsOf(box.folder, 'SELECT * FROM holder')).toEqual([]);
  });

  test('cannot, where a host does it', async () => {
    const box = await withBox();
    expect(await box.request('POST', '/api/kiosk/enrol')).toMatchObject({
      status: 403,
      body: { code: 'enrolment-closed' },
    });
  });

  test('has more time to find the card than half a minute', async () => {
    const box = await withBox({ config: self() });
    await box.request('POST', '/api/kiosk/enrol');
    box.clock.advance(29_000);
    expect((await box.request('POST', '/api/kiosk/card-more-time')).status).toBe(200);
    box.clock.advance(29_000);
    expect(await tapped(box)).toMatchObject({ outcome: 'enrolled' });
    expect(await box.request('POST', '/api/kiosk/card-more-time')).toMatchObject({
      ...{ status: 409, body: { code: 'no-more-time' } },
    });
  });

  test('with a phone that makes its number up is told why, and nothing is enrolled', async () => {
    const box = await withBox({ config: self() });
    await box.request('POST', '/api/kiosk/enrol');
    expect(await tapped(box, '08A1B2C3')).toMatchObject({ outcome: 'denied', reason: 'uid-is-random' });
    box.clock.advance(3_000);
    expect(await tapped(box, '08A1B2C3')).toMatchObject({ reason: 'uid-is-random' });
  });

  test('with a card that is known already is told so: one token, one holder', async () => {
    const box = await withBox({ config: self() });
    await enrolMyself(box, CARD);
    await box.request('POST', '/api/kiosk/enrol');
    expect(await tapped(box)).toMatchObject({ outcome: 'enrolled-already' });
    await box.request('POST', '/api/kiosk/enrol');
    expect(await tapped(box, HOST_CARD)).toMatchObject({ outcome: 'enrolled-already' });
    await asHost(box);
  });

  test('chooses a PIN within three minutes, once, and no weak one', async () => {
    const box = await withBox({ config: self({ pin: 'offered' }) });
    await box.request('POST', '/api/kiosk/enrol');
    const outcome = await tapped(box);
    expect(outcome).toMatchObject({ outcome: 'enrolled', pinOffered: true });
    const choose = (pin: string) => box.request('POST', '/api/kiosk/choose-pin', { id: outcome?.id, pin });
    expect(await choose('1234')).toMatchObject({ status: 400, body: { code: 'pin-weak' } });
    expect((await choose('4711')).status).toBe(200);
    expect(await choose('4712')).toMatchObject({ status: 410, body: { code: 'tap-forgotten' } });
    await box.request('POST', '/api/kiosk/enrol');
    const later = await tapped(box, OTHER_CARD);
    box.clock.advance(3 * 60_000);
    expect((await box.request('POST', '/api/kiosk/choose-pin', { id: later?.id, pin: '4711' })).status).toBe(410);
  });

  test('is known for as long as the policy says', async () => {
    const folder = boxFolder();
    const config = { ...self({ days: 1 }), ...{ repeatTapMs: 0 } };
    const box = await withBox({ folder, config });
    await enrolMyself(box, CARD);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    box.clock.advance(24 * 3_600_000 - 60_000);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    box.clock.advance(60_000);
    expect(await tapped(box)).toMatchObject({ reason: 'credential-expired' });
    await box.stop();
    const again = await withBox({ folder, config });
    again.clock.advance(24 * 3_600_000 + 60_000);
    expect(await tapped(again)).toMatchObject({ reason: 'credential-expired' });
  });
});

describe('a host', () => {
  test('acts on a card that was denied, without seeing its number', async () => {
    const box = await withBox({ config: self() });
    expect(await tapped(box)).toMatchObject({ reason: 'credential-not-enrolled' });
    await asHost(box);
    const [denied] = (await box.snapshot()).host?.decisions ?? [];
    expect(denied).toMatchObject({ outcome: 'denied', ref: 1 });
    const act = (action: string, ref = denied?.ref) => box.request('POST', '/api/host/denied-card', { ref, action });
    expect((await act('enrol')).status).toBe(200);
    expect(await act('enrol')).toMatchObject({ status: 409, body: { code: 'credential-known' } });
    expect(await act('enrol', 99)).toMatchObject({ status: 404, body: { code: 'decision-unknown' } });
    box.clock.advance(3_000);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    await act('block');
    box.clock.advance(3_000);
    expect(await tapped(box)).toMatchObject({ reason: 'credential-blocked' });
    await act('unblock');
    box.clock.advance(3_000);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    expect(JSON.stringify((await box.snapshot()).host)).not.toMatch(/[0-9a-f]{32}/);
  });

  test('blocks a card that nobody knows, and it stays blocked', async () => {
    const box = await withBox();
    await asHost(box);
    await next(box, 'block');
    expect(await tapped(box)).toMatchObject({ outcome: 'changed' });
    box.clock.advance(3_000);
    expect(await tapped(box)).toMatchObject({ reason: 'credential-blocked' });
  });

  test('who lifts the block of a card that nobody knows makes it no visitor’s: it has to be registered first', async () => {
    const box = await withBox({ config: self() });
    await asHost(box);
    await next(box, 'block');
    expect(await tapped(box)).toMatchObject({ outcome: 'changed' });
    box.clock.advance(3_000);
    expect(await tapped(box)).toMatchObject({ reason: 'credential-blocked' });
    await asHost(box);
    await next(box, 'unblock');
    expect(await tapped(box)).toMatchObject({ outcome: 'changed' });
    box.clock.advance(3_000);
    expect(await tapped(box)).toMatchObject({ reason: 'credential-not-enrolled' });
    await enrolMyself(box, CARD);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
  });

  test('gives somebody a second card, with the same PIN', async () => {
    const box = await withBox({ config: self({ pin: 'offered' }) });
    await enrolMyself(box, CARD, '4711');
    await asHost(box);
    await next(box, 'enrol-another');
    await box.tap(CARD);
    await expect.poll(async () => (await box.snapshot()).pendingTap?.purpose).toBe('enrol');
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'enrolled', role: 'visitor', pinOffered: false });
    await next(box, 'enrol-another');
    expect(await tapped(box, '04000000000009')).toMatchObject({ outcome: 'not-enrolled' });
    await box.stop();
    expect(
      rowsOf(
        box.folder,
        'SELECT count(DISTINCT holder_id) AS holders, sum(has_pin) AS pins FROM credential WHERE role = 1',
      ),
    ).toEqual([{ holders: 1, pins: 2 }]);
  });

  test('removes a card, which can then be enrolled as another one’s', async () => {
    const box = await withBox({ config: self() });
    await enrolMyself(box, CARD);
    await asHost(box);
    await next(box, 'remove');
    expect(await tapped(box)).toMatchObject({ outcome: 'changed' });
    await box.request('POST', '/api/host/enrol-next', { role: 'staff' });
    expect(await tapped(box)).toMatchObject({ outcome: 'enrolled', role: 'staff' });
  });

  test('is in the log by label, at every change', async () => {
    const box = await withBox();
    const token = (await import('node:fs')).readFileSync(`${box.folder}/admin-token`, 'utf8');
    const admin = { authorization: `Bearer ${token}` };
    await box.request('POST', '/api/admin/enrol-next', { role: 'host', label: 'Anna' }, admin);
    expect(await tapped(box)).toMatchObject({ outcome: 'enrolled', role: 'host' });
    await box.request('POST', '/api/host/request-view');
    await box.tap(CARD);
    await expect.poll(async () => (await box.snapshot()).host).not.toBeNull();
    await next(box, 'block');
    await tapped(box, OTHER_CARD);
    await box.request('POST', '/api/host/correct-count', { present: 3 });
    await box.stop();
    const rows = rowsOf(
      box.folder,
      `SELECT type, json_extract(data, '$.by') AS by FROM access_log WHERE json_extract(data, '$.by') IS NOT NULL ORDER BY seq`,
    );
    expect(rows).toEqual([
      { type: 'credential-enrolled', by: 'admin' },
      { type: 'host-view-opened', by: 'Anna' },
      { type: 'credential-blocked', by: 'Anna' },
      { type: 'occupancy-corrected', by: 'Anna' },
    ]);
  });

  test.each([
    [{ role: 'host', label: '19640823-3234' }, 'personal-number'],
    [{ role: 'visitor', label: 'Anna' }, 'label-refused'],
    [{ role: 'guest', label: 'Anna' }, 'label-refused'],
  ])('is not registered as %j', async (command, code) => {
    const box = await withBox();
    await asHost(box);
    expect(await box.request('POST', '/api/host/enrol-next', command)).toMatchObject({ status: 400, body: { code } });
    expect((await box.snapshot()).pendingTap).toBeNull();
  });

  test.each(['/api/host/next-card', '/api/host/denied-card', '/api/host/guest-pass', '/api/host/roll-call'])(
    'is asked for by %s',
    async (path) => {
      const box = await withBox();
      const bodies: Record<string, object> = {
        '/api/host/next-card': { purpose: 'remove' },
        '/api/host/denied-card': { ref: 1, action: 'enrol' },
        '/api/host/guest-pass': { hours: 1, uses: 1, carrier: 'qr' },
        '/api/host/roll-call': { minutes: 5 },
      };
      expect(await box.request('POST', path, bodies[path])).toMatchObject({
        status: 403,
        body: { code: 'host-view-locked' },
      });
    },
  );
});
