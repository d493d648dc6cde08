import { expect, test, vi } from 'vitest';
import { type TestBox, withBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';
const config = {
  fireInput: { driver: 'simulated' },
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }],
};

const fire = (box: TestBox, active: boolean) => box.request('POST', '/sim/fire', { active });
const outcome = async (box: TestBox) => (await box.snapshot()).lastTap;

test('while the fire alarm is on nobody is let in, and the screen tells how many are inside', async () => {
  const box = await withBox({ config });
  await box.tap(CARD);
  await vi.waitFor(async () => expect(await outcome(box)).toMatchObject({ outcome: 'granted' }));
  box.clock.advance(10_000);
  await fire(box, true);
  expect(await box.snapshot()).toMatchObject({ evacuation: true, occupancy: { present: 1 } });
  expect(await box.health()).toMatchObject({ evacuation: true });
  await box.tap('04000000000001');
  await vi.waitFor(async () => expect(await outcome(box)).toMatchObject({ reason: 'fire-alarm' }));
  expect(box.strikeMoves()).toEqual([true, false]);
  await fire(box, false);
  expect((await box.snapshot()).evacuation).toBe(false);
  box.clock.advance(3_000);
  await box.tap('04000000000001');
  await vi.waitFor(async () => expect(await outcome(box)).toMatchObject({ outcome: 'granted' }));
});

test('neither locks nor releases a door that a host holds unlocked', async () => {
  const box = await withBox({ config: { fireInput: { driver: 'simulated' } } });
  await box.request('POST', '/api/host/request-view');
  await box.tap('04DE300000DE01');
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull());
  await box.request('POST', '/api/host/door-mode', { door: 'entrance', command: 'unlock' });
  await fire(box, true);
  await fire(box, false);
  expect(box.strikeMoves()).toEqual([true]);
  expect((await box.snapshot()).doors[0]?.mode).toBe('unlocked');
});

test('a box without a fire input has none to switch', async () => {
  const box = await withBox();
  expect(await fire(box, true)).toMatchObject({ status: 404, body: { code: 'fire-input-unknown' } });
});
