import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { office } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

function asInstaller(box: TestBox) {
  const authorization = `Bearer ${readFileSync(join(box.folder, 'admin-token'), 'utf8')}`;
  const ask = (method: string, door: string) =>
    box.request(method, `/api/admin/doors/${door}/test`, method === 'POST' ? {} : undefined, { authorization });
  return { tryStrike: (door = 'entrance') => ask('POST', door), seen: (door = 'entrance') => ask('GET', door) };
}

test('an installer tries the strike for one access time, logged before with its reason (I2, I8)', async () => {
  const box = await withBox();
  expect((await asInstaller(box).tryStrike()).status).toBe(200);
  expect(box.strikeMoves()).toEqual([true]);
  box.clock.advance(5_000);
  expect(box.strikeMoves()).toEqual([true, false]);
  await box.stop();
  expect(rowsOf(box.folder, "SELECT data FROM access_log WHERE type = 'door-opened-by-host'")).toEqual([
    { data: '{"door":"entrance","by":"admin","reason":"installation-test"}' },
  ]);
});

test('what then comes at the door is told: its leaf, and the exit button', async () => {
  const box = await withBox();
  const { tryStrike, seen } = asInstaller(box);
  expect(await seen()).toMatchObject({ status: 404, body: { code: 'door-not-tested' } });
  await tryStrike();
  for (const move of ['open', 'close', 'rex']) await box.request('POST', `/sim/doors/entrance/${move}`);
  await vi.waitFor(async () => expect((await seen()).body).toMatchObject({ moves: { length: 4 } }));
  expect((await seen()).body).toMatchObject({
    moves: [{ move: 'opened' }, { move: 'closed' }, { move: 'exit-pressed' }, { move: 'opened' }],
  });
  box.clock.advance(150_000);
  await box.request('POST', '/sim/doors/entrance/close');
  expect((await seen()).body).toMatchObject({ moves: { length: 4 } });
});

test('the strike stays idle while the leaf stands open, under a fire alarm, and at a door that there is not', async () => {
  const box = await withBox({ config: { fireInput: { driver: 'simulated' } } });
  const { tryStrike } = asInstaller(box);
  await box.request('POST', '/sim/doors/entrance/force');
  expect(await tryStrike()).toMatchObject({ status: 409, body: { code: 'door-not-closed' } });
  await box.request('POST', '/sim/doors/entrance/close');
  await box.request('POST', '/sim/fire', { active: true });
  expect(await tryStrike()).toMatchObject({ status: 409, body: { code: 'fire-alarm' } });
  expect(await tryStrike('cellar')).toMatchObject({ status: 404, body: { code: 'door-unknown' } });
  expect(box.strikeMoves()).toEqual([]);
});

test('nobody tries it without the token of the data folder', async () => {
  const box = await withBox({ config: office });
  expect((await box.request('POST', '/api/admin/doors/entrance/test', {})).status).toBe(401);
  expect((await box.request('GET', '/api/admin/doors/entrance/test')).status).toBe(401);
  expect(box.strikeMoves()).toEqual([]);
});
