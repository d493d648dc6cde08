import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

/** Enrolled on every box whose doors are all simulated. */
const HOST_CARD = '04DE300000DE01';
const VISITOR_CARD = '04A1B2C3D4E5F6';

async function openHostView(box: TestBox): Promise<void> {
  await box.request('POST', '/api/host/request-view');
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull());
}

test('a host card opens the host view when it was asked for, and the door stays shut', async () => {
  const box = await withBox();
  await openHostView(box);
  expect(box.strikeMoves()).toEqual([]);
  expect((await box.snapshot()).occupancy.present).toBe(0);
});

test('a host card that was not asked for is a tap like any other', async () => {
  const box = await withBox();
  await box.tap(HOST_CARD);
  await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
  expect((await box.snapshot()).host).toBeNull();
});

test('another card does not open it, and the refusal is logged (I8)', async () => {
  const box = await withBox();
  await box.request('POST', '/api/host/request-view');
  await box.tap(VISITOR_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'host-refused' }));
  expect((await box.snapshot()).host).toBeNull();
  expect(box.strikeMoves()).toEqual([]);
  expect(box.journal.types()).toContain('host-view-refused');
});

test('only the session that asked sees it', async () => {
  const box = await withBox();
  const token = readFileSync(join(box.folder, 'kiosk-token'), 'utf8');
  const entered = await box.request('GET', `/?token=${token}`, undefined, { cookie: '' });
  const other = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await openHostView(box);
  const seen = await box.request('GET', '/api/snapshot', undefined, { cookie: other });
  expect(seen.body).toMatchObject({ host: null });
  expect(await box.request('POST', '/api/host/open-door', { door: 'entrance' }, { cookie: other })).toMatchObject({
    status: 403,
  });
});

test('it locks after 60 idle seconds, and each command postpones that', async () => {
  const box = await withBox();
  await openHostView(box);
  box.clock.advance(50_000);
  await box.request('POST', '/api/host/activity');
  box.clock.advance(50_000);
  expect((await box.snapshot()).host).not.toBeNull();
  box.clock.advance(10_000);
  expect((await box.snapshot()).host).toBeNull();
  expect(await box.request('POST', '/api/host/correct-count', { present: 3 })).toMatchObject({ status: 403 });
  expect((await box.snapshot()).occupancy.present).toBe(0);
});

test('it opens the door for one pulse, logged before', async () => {
  const box = await withBox();
  await openHostView(box);
  expect(await box.request('POST', '/api/host/open-door', { door: 'entrance' })).toMatchObject({ status: 200 });
  expect(box.strikeMoves()).toEqual([true]);
  expect(await box.request('POST', '/sim/doors/entrance/open')).toMatchObject({ status: 200 });
  expect((await box.snapshot()).doors[0]).toMatchObject({ mode: 'accessed', physical: 'open' });
  box.clock.advance(5_000);
  expect(box.strikeMoves()).toEqual([true, false]);
  expect(await box.request('POST', '/api/host/open-door', { door: 'cellar' })).toMatchObject({ status: 404 });
});

test('it corrects the count, says that a person did, and shows the curve and decisions without identities', async () => {
  const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
  const box = await withBox({ config: { doors } });
  await box.tap(VISITOR_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'granted' }));
  box.clock.advance(60_000);
  await openHostView(box);
  await box.request('POST', '/api/host/correct-count', { present: 7 });
  const { occupancy, host } = await box.snapshot();
  expect(occupancy).toMatchObject({ present: 7, quality: 'manual' });
  expect(host?.curve.map(({ present }) => present)).toEqual([0, 1, 7]);
  expect(host?.decisions).toEqual([
    { atMs: expect.any(Number), door: 'entrance', direction: 'in', outcome: 'granted' },
  ]);
  await box.stop();
  expect(rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'occupancy-corrected'`)).toEqual([
    { data: '{"present":7,"reason":"other","by":"host"}' },
  ]);
});

test('it enrols the next card, by tap and not by number', async () => {
  const box = await withBox({ config: { policy: 'enrolled' } });
  await box.tap(VISITOR_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied' }));
  await openHostView(box);
  await box.request('POST', '/api/host/enrol-next', { role: 'visitor' });
  expect((await box.snapshot()).pendingTap).toMatchObject({ purpose: 'enrol', role: 'visitor' });
  await box.tap(VISITOR_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'enrolled' }));
  expect(box.strikeMoves()).toEqual([]);
  box.clock.advance(3_000);
  await box.tap(VISITOR_CARD);
  await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
});

test('a random UID is not enrolled', async () => {
  const box = await withBox({ config: { policy: 'enrolled' } });
  await openHostView(box);
  await box.request('POST', '/api/host/enrol-next', { role: 'visitor' });
  await box.tap('08A1B2C3');
  await vi.waitFor(async () =>
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied', reason: 'uid-is-random' }),
  );
});

test('the local command line enrols with the token that lies in the data folder', async () => {
  const box = await withBox({ config: { policy: 'enrolled' } });
  const authorization = `Bearer ${readFileSync(join(box.folder, 'admin-token'), 'utf8')}`;
  expect(await box.request('POST', '/api/admin/enrol-next', { role: 'host' }, { authorization })).toMatchObject({
    status: 200,
  });
  await box.tap('04112233445566');
  await vi.waitFor(async () =>
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'enrolled', role: 'host' }),
  );
});
