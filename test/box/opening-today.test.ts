import { describe, expect, test, vi } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { office, ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, boxOn, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, doorOf, setMode, tapped } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string) => Date.parse(iso);
const HALF_PAST_SIX = at('2026-03-02T18:30:00+01:00');
const SATURDAY_NOON = at('2026-03-07T12:00:00+01:00');

const keepOpen = (box: TestBox, untilMs: number) => box.request('POST', '/api/host/open-today', { untilMs });
const close = (box: TestBox, atMs: number) => box.request('POST', '/api/host/close-today', { atMs });
const hoursOf = async (box: TestBox) => (await box.snapshot()).hours;
const decisionsIn = (folder: string) =>
  (rowsOf(folder, `SELECT data FROM access_log WHERE type = 'opening-decided'`) as { data: string }[]).map(({ data }) =>
    JSON.parse(data),
  );

test('a host keeps open for longer today: cards are let in until then, and visitors read it', async () => {
  const box = await withBox({ at: at('2026-03-02T17:50:00+01:00') });
  await asHost(box);
  expect(await keepOpen(box, HALF_PAST_SIX)).toMatchObject({ status: 200 });
  expect(await hoursOf(box)).toEqual({ open: true, mode: 'staffed', changesAtMs: HALF_PAST_SIX });
  box.clock.advance(20 * MINUTE);
  expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
  box.clock.advance(21 * MINUTE);
  expect(await hoursOf(box)).toMatchObject({ open: false });
  expect(await tapped(box)).toMatchObject({ outcome: 'denied', reason: 'office-closed' });
  expect(decisionsIn(box.folder)).toEqual([
    { spans: [{ mode: 'staffed', fromMs: expect.any(Number), untilMs: HALF_PAST_SIX }], by: 'host' },
  ]);
});

test('a host opens on a day that is closed, and after that the hours are those that were planned', async () => {
  const box = await withBox({ at: SATURDAY_NOON });
  expect(await hoursOf(box)).toMatchObject({ open: false });
  await asHost(box);
  await keepOpen(box, SATURDAY_NOON + 3 * HOUR);
  expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
  box.clock.advance(3 * HOUR + MINUTE);
  expect(await hoursOf(box)).toMatchObject({ open: false, changesAtMs: at('2026-03-09T08:00:00+01:00') });
});

test('a host closes at once: doors that were held unlocked are locked, and it stays closed for the day', async () => {
  const box = await withBox();
  await asHost(box);
  await setMode(box, 'unlock');
  expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
  await close(box, box.clock.wallMs());
  expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  expect(await tapped(box)).toMatchObject({ outcome: 'denied', reason: 'office-closed' });
  expect(await hoursOf(box)).toMatchObject({ open: false, changesAtMs: at('2026-03-03T08:00:00+01:00') });
});

test('who closes earlier is called to go at the new time, and the stays end a quarter of an hour after it', async () => {
  const box = await withBox();
  await asHost(box);
  await box.request('POST', '/api/host/correct-count', { present: 3 });
  const early = box.clock.wallMs() + HOUR;
  await close(box, early);
  expect(await hoursOf(box)).toMatchObject({ open: true, changesAtMs: early });
  box.clock.advance(HOUR + 16 * MINUTE);
  expect(box.journal.types()).toContain('stays-ended');
});

test('it survives a restart, and the host takes it back', async () => {
  const folder = boxFolder();
  const first = await boxOn(new ManualClock(SATURDAY_NOON), { folder });
  await asHost(first);
  await keepOpen(first, SATURDAY_NOON + 4 * HOUR);
  await first.stop();
  const box = await boxOn(new ManualClock(SATURDAY_NOON + HOUR), { folder });
  expect(await hoursOf(box)).toEqual({ open: true, mode: 'staffed', changesAtMs: SATURDAY_NOON + 4 * HOUR });
  await asHost(box);
  expect((await box.snapshot()).host?.opening).toMatchObject({
    decided: { by: 'host', spans: [{ mode: 'staffed' }] },
    planned: { open: false },
  });
  await box.request('POST', '/api/host/plan-today');
  expect(await hoursOf(box)).toMatchObject({ open: false });
  expect((await box.snapshot()).host?.opening.decided).toBeNull();
  expect(decisionsIn(folder).at(-1)).toEqual({ spans: [], by: 'host' });
});

test('other rules that come meanwhile leave it as it is', async () => {
  const { policy, ...place } = { ...office, ...ruled({}) };
  const box = await withBox({ config: { ...place, policy }, at: SATURDAY_NOON });
  await asHost(box);
  await keepOpen(box, SATURDAY_NOON + 3 * HOUR);
  const token = (await import('node:fs')).readFileSync(`${box.folder}/admin-token`, 'utf8');
  const headers = { authorization: `Bearer ${token}` };
  const done = await box.request('POST', '/api/admin/policy', { ...policy, version: 2 }, headers);
  expect(done.status).toBe(200);
  expect(await hoursOf(box)).toMatchObject({ open: true, changesAtMs: SATURDAY_NOON + 3 * HOUR });
});

describe('what a host may not decide', () => {
  test('is anything past the night, or past what the policy says', async () => {
    const config = ruled({ hosts: { openUntil: '22:00' } });
    const box = await withBox({ config });
    await asHost(box);
    expect(await keepOpen(box, at('2026-03-02T22:00:01+01:00'))).toMatchObject({
      status: 409,
      body: { code: 'opening-out-of-bounds' },
    });
    expect(await keepOpen(box, box.clock.wallMs() - 1)).toMatchObject({ status: 409 });
    expect(await close(box, at('2026-03-03T05:00:00+01:00'))).toMatchObject({ status: 409 });
    expect(decisionsIn(box.folder)).toEqual([]);
  });

  test('is anything at all without an open host view', async () => {
    const box = await withBox();
    expect(await keepOpen(box, HALF_PAST_SIX)).toMatchObject({ status: 403 });
    expect(await close(box, 0)).toMatchObject({ status: 403 });
    expect(await box.request('POST', '/api/host/plan-today')).toMatchObject({ status: 403 });
  });

  test('is to keep a temporary office that is over', async () => {
    const box = await withBox({ config: ruled({ validUntil: '2026-03-01' }) });
    await asHost(box);
    expect(await keepOpen(box, HALF_PAST_SIX)).toMatchObject({ status: 409 });
  });
});

test.each([
  { night: 'an hour shorter', from: '2026-03-28T20:00:00+01:00', end: '2026-03-29T04:00:00+02:00' },
  { night: 'an hour longer', from: '2026-10-24T20:00:00+02:00', end: '2026-10-25T04:00:00+01:00' },
])('in a night that is $night it ends by itself at 04:00 by the clock on the wall', async ({ from, end }) => {
  const box = await withBox({ at: at(from) });
  await asHost(box);
  expect(await keepOpen(box, at(end) + 1)).toMatchObject({ status: 409 });
  expect(await keepOpen(box, at(end))).toMatchObject({ status: 200 });
  box.clock.advance(at(end) - at(from) - MINUTE);
  expect(await hoursOf(box)).toMatchObject({ open: true, changesAtMs: at(end) });
  box.clock.advance(2 * MINUTE);
  await vi.waitFor(async () => expect(await hoursOf(box)).toMatchObject({ open: false }));
});
