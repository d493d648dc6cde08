import { expect, test, vi } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, boxOn, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, HOST_CARD, OTHER_CARD, present, tapped } from './at-door.ts';

const HOUR_MS = 3_600_000;
const THIRD_CARD = '04000000000003';
const doors = [
  { id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true },
  { id: 'quiet', name: 'Tysta rummet', driver: 'simulated', simulatedVisitor: true, area: 'quiet-room' },
];
const readers = [
  { id: 'front', door: 'entrance', driver: 'simulated' },
  { id: 'inside', door: 'entrance', driver: 'simulated', direction: 'out' },
  { id: 'quiet-in', door: 'quiet', driver: 'simulated', direction: 'in' },
];
/** Without a broker, and without anything else to be reached. */
const config = {
  ...{ doors, readers, fireInput: { driver: 'simulated' }, repeatTapMs: 0, broker: { mode: 'none' } },
  areas: [{ id: 'quiet-room', name: 'Tysta rummet' }],
};

const fire = (box: TestBox, active = true) => box.request('POST', '/sim/fire', { active });
const muster = async (box: TestBox, verb: 'start' | 'mark' | 'add' | 'end', body: object = {}) =>
  (await box.request('POST', `/api/host/muster/${verb}`, body)).status;
const list = async (box: TestBox) => (await box.snapshot()).host?.muster;
const states = async (box: TestBox) => (await list(box))?.entries.map(({ state }) => state);

/** Two who have come in, one of them in the quiet room. */
async function withTwoInside(folder = boxFolder()): Promise<TestBox> {
  const box = await withBox({ folder, config });
  for (const card of [CARD, OTHER_CARD]) await tapped(box, card);
  await tapped(box, OTHER_CARD, 'quiet-in');
  box.clock.advance(5_000);
  return box;
}

test('the fire alarm begins a list by itself, which is no drill, and a host’s card opens it', async () => {
  const box = await withTwoInside();
  await fire(box);
  expect((await box.snapshot()).host).toBeNull();
  await asHost(box);
  expect(await list(box)).toMatchObject({ drill: false, present: 2, quality: 'counted', listed: 2, safe: 0 });
  expect((await list(box))?.entries).toMatchObject([
    { kind: 'visit', entry: 1, role: 'visitor', persons: 1, areas: [], state: 'missing' },
    { kind: 'visit', entry: 2, areas: ['quiet-room'], state: 'missing' },
  ]);
  expect(box.journal.events.find(({ type }) => type === 'muster-started')).toMatchObject({ by: 'fire-alarm' });
});

test('who taps out during the alarm is safe, at a reader on the way out and at one that serves both ways', async () => {
  const box = await withTwoInside();
  await fire(box);
  await asHost(box);
  const moves = box.strikeMoves().length;
  await tapped(box, CARD, 'inside');
  expect(await states(box)).toEqual(['left', 'missing']);
  expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'granted', direction: 'out' });
  expect(await states(box)).toEqual(['left', 'left']);
  expect(await list(box)).toMatchObject({ listed: 2, safe: 2 });
  expect(await present(box)).toBe(0);
  // A way out is no way in: the same card, and another one, stay outside.
  for (const card of [OTHER_CARD, THIRD_CARD])
    expect(await tapped(box, card)).toMatchObject({ outcome: 'denied', reason: 'fire-alarm' });
  expect(box.strikeMoves()).toHaveLength(moves);
  expect(await states(box)).toEqual(['left', 'left']);
});

test('a host runs a drill: marks, takes back, adds whom the list lacks, and ends it', async () => {
  const box = await withTwoInside();
  await asHost(box);
  await box.request('POST', '/api/host/correct-count', { present: 5, reason: 'counted-by-eye' });
  expect(await list(box)).toBeNull();
  expect(await muster(box, 'start', { drill: true })).toBe(200);
  expect(await list(box)).toMatchObject({ drill: true, present: 5, quality: 'manual', listed: 5 });
  await muster(box, 'mark', { entry: 1, safe: true });
  await muster(box, 'mark', { entry: 3, safe: true });
  await muster(box, 'add', { persons: 2 });
  expect(await states(box)).toEqual(['safe', 'missing', 'safe', 'missing']);
  expect(await list(box)).toMatchObject({ listed: 7, safe: 4 });
  await muster(box, 'mark', { entry: 3, safe: false });
  expect(await list(box)).toMatchObject({ listed: 7, safe: 1 });
  // In a drill the door is as always.
  expect(await tapped(box, THIRD_CARD)).toMatchObject({ outcome: 'granted', direction: 'in' });
  expect(await list(box)).toMatchObject({ listed: 7 });
  expect(await muster(box, 'end')).toBe(200);
  expect(await list(box)).toBeNull();
  expect(box.journal.events.find(({ type }) => type === 'muster-ended')).toMatchObject({ listed: 7, safe: 1 });
});

test('it goes on where it was after a restart, also while the alarm is on', async () => {
  const folder = boxFolder();
  const first = await withTwoInside(folder);
  await fire(first);
  await asHost(first);
  await muster(first, 'mark', { entry: 2, safe: true });
  await muster(first, 'add', { persons: 3 });
  await tapped(first, CARD, 'inside');
  const before = await list(first);
  await first.stop();
  const second = await withBox({ folder, config });
  await fire(second);
  await asHost(second);
  expect(await list(second)).toEqual(before);
  await muster(second, 'mark', { entry: 3, safe: true });
  expect(await states(second)).toEqual(['left', 'safe', 'safe']);
});

test('an alarm that goes on over a restart keeps its list, however long ago somebody touched that', async () => {
  const folder = boxFolder();
  const first = await withTwoInside(folder);
  await fire(first);
  await asHost(first);
  await muster(first, 'mark', { entry: 2, safe: true });
  first.clock.advance(2 * HOUR_MS);
  await first.stop();
  const second = await withBox({ folder, config, at: first.clock.wallMs() });
  await fire(second);
  await asHost(second);
  expect(await states(second)).toEqual(['missing', 'safe']);
  await fire(second, false);
  await tapped(second, THIRD_CARD);
  second.clock.advance(2 * HOUR_MS);
  await fire(second);
  await asHost(second);
  expect(await states(second)).toEqual(['missing', 'missing', 'missing']);
});

test('an alarm keeps the list that a host has begun, and takes in who has come since', async () => {
  const box = await withTwoInside();
  await asHost(box);
  await muster(box, 'start', { drill: false });
  await muster(box, 'mark', { entry: 1, safe: true });
  await tapped(box, THIRD_CARD);
  await fire(box);
  expect(await states(box)).toEqual(['safe', 'missing', 'missing']);
});

test('an alarm ends a drill, and a list that was forgotten: neither tells who is inside now', async () => {
  const box = await withTwoInside();
  await asHost(box);
  await muster(box, 'start', { drill: true });
  await muster(box, 'mark', { entry: 1, safe: true });
  await fire(box);
  expect(await list(box)).toMatchObject({ drill: false, listed: 2, safe: 0 });
  await fire(box, false);
  await tapped(box, THIRD_CARD);
  box.clock.advance(61 * 60_000);
  await fire(box);
  await asHost(box);
  expect(await list(box)).toMatchObject({ drill: false, listed: 3 });
});

test('where the count is not known it says so, and lists who was known last', async () => {
  const folder = boxFolder();
  await (await withTwoInside(folder)).stop();
  const box = await boxOn(new ManualClock(MONDAY_10 + 3 * HOUR_MS), { folder, config });
  expect(await present(box)).toBeNull();
  await fire(box);
  await asHost(box);
  expect(await list(box)).toMatchObject({ present: null, quality: 'unknown', listed: 2, safe: 0 });
});

test('stays are not ended by the clock while people are mustered: who taps out then is safe', async () => {
  const box = await boxOn(new ManualClock(MONDAY_10 + 7.9 * HOUR_MS), { config });
  for (const card of [CARD, OTHER_CARD]) await tapped(box, card);
  box.clock.advance(5_000);
  await fire(box);
  box.clock.advance(25 * 60_000);
  await asHost(box);
  await tapped(box, CARD, 'inside');
  expect(await states(box)).toEqual(['left', 'missing']);
  expect(await present(box)).toBe(1);
  await muster(box, 'end');
  box.clock.advance(30_000);
  expect((await box.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'estimated' });
});

test('stays are not ended, and the day does not begin anew, while the alarm is on, however long ago somebody touched the list', async () => {
  const box = await boxOn(new ManualClock(MONDAY_10 + 7.9 * HOUR_MS), { config });
  for (const card of [CARD, OTHER_CARD]) await tapped(box, card);
  box.clock.advance(5_000);
  await fire(box);
  box.clock.advance(11 * HOUR_MS);
  expect((await box.snapshot()).occupancy).toMatchObject({ present: 2, quality: 'counted' });
  await asHost(box);
  expect(await list(box)).toMatchObject({ listed: 2, safe: 0 });
  await fire(box, false);
  box.clock.advance(30_000);
  expect(await present(box)).toBe(0);
});

test.each([
  ['an alarm', (box: TestBox) => fire(box)],
  ['a list that a host begins', (box: TestBox) => muster(box, 'start', { drill: false })],
])('%s breaks off a roll call: who taps goes out, and who is silent is not taken for gone', async (_, begin) => {
  const box = await withTwoInside();
  await asHost(box);
  await box.request('POST', '/api/host/roll-call', { minutes: 5 });
  await begin(box);
  expect((await box.snapshot()).rollCall).toBeNull();
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted', direction: 'out' });
  expect(await states(box)).toEqual(['left', 'missing']);
  box.clock.advance(6 * 60_000);
  expect((await box.snapshot()).occupancy).toMatchObject({ present: 1, quality: 'counted' });
});

test('an alarm takes the place of what the next card was for: who taps goes out', async () => {
  const box = await withTwoInside();
  await box.request('POST', '/api/kiosk/my-visits');
  await fire(box);
  expect((await box.snapshot()).pendingTap).toBeNull();
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted', direction: 'out' });
});

test('while an alarm has a host’s card waited for, others who tap go out, and the host’s is waited for still', async () => {
  const box = await withTwoInside();
  await fire(box);
  await box.request('POST', '/api/host/request-view');
  for (const [card, reader] of [
    [CARD, 'inside'],
    [OTHER_CARD, 'front'],
  ])
    expect(await tapped(box, card, reader)).toMatchObject({ outcome: 'granted', direction: 'out' });
  expect((await box.snapshot()).pendingTap).toMatchObject({ purpose: 'host-view' });
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect(await states(box)).toEqual(['left', 'left']));
});

test('what cannot be is refused: without a host, twice, without a list, or a row that is not there', async () => {
  const box = await withTwoInside();
  expect(await muster(box, 'start', { drill: true })).toBe(403);
  await asHost(box);
  for (const [verb, body] of [
    ['mark', { entry: 1, safe: true }],
    ['add', { persons: 1 }],
    ['end', {}],
  ] as const)
    expect(await muster(box, verb, body)).toBe(409);
  await muster(box, 'start', { drill: true });
  expect(await muster(box, 'start', { drill: false })).toBe(409);
  expect(await muster(box, 'mark', { entry: 9, safe: true })).toBe(404);
  expect(await muster(box, 'add', { persons: 0 })).toBe(400);
  expect(await list(box)).toMatchObject({ drill: true, safe: 0 });
});

test('nobody but the host’s own session sees it, and the log has it without anything that tells who', async () => {
  const box = await withTwoInside();
  await fire(box);
  await asHost(box);
  await muster(box, 'mark', { entry: 1, safe: true });
  expect((await box.request('GET', '/api/snapshot', undefined, { cookie: '' })).status).toBe(401);
  box.clock.advance(61_000);
  await vi.waitFor(async () => expect((await box.snapshot()).host).toBeNull());
  await box.stop();
  expect(rowsOf(box.folder, `SELECT type, data FROM access_log WHERE type LIKE 'muster-%' ORDER BY seq`)).toEqual([
    { type: 'muster-started', data: '{"drill":false,"by":"fire-alarm"}' },
    { type: 'muster-marked', data: '{"entry":1,"safe":true,"by":"host"}' },
  ]);
});
