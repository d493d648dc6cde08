import { expect, test, vi } from 'vitest';
import { openedStorage } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';
const config = {
  fireInput: { driver: 'simulated' },
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }],
};

const fire = (box: TestBox, active: boolean) => box.request('POST', '/sim/fire', { active });
const outcome = async (box: TestBox) => (await box.snapshot()).lastTap;

async function sent(folder: string): Promise<unknown[]> {
  const { outbox } = await openedStorage(folder);
  const read = await outbox.read(0, 50);
  return read.ok ? read.value.filter(({ stream }) => stream === 'evacuation').map(({ body }) => body) : [];
}

test('while the fire alarm is on nobody is let in, and the screen and the broker are told how many are inside', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder, config });
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
  await box.stop();
  expect(await sent(folder)).toEqual([
    { active: false, present: 0, quality: 'counted' },
    { active: true, present: 1, quality: 'counted' },
    { active: false, present: 1, quality: 'counted' },
  ]);
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

test('a tap on the way out is counted, and each change is told', async () => {
  const folder = boxFolder();
  const readers = [
    { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
    { id: 'inside', door: 'entrance', driver: 'simulated', direction: 'out' },
  ];
  const box = await withBox({ folder, config: { ...config, readers } });
  await box.tap(CARD);
  await vi.waitFor(async () => expect(await outcome(box)).toMatchObject({ direction: 'in' }));
  box.clock.advance(10_000);
  await fire(box, true);
  await box.tap(CARD, 'inside');
  await vi.waitFor(async () => expect((await box.snapshot()).occupancy.present).toBe(0));
  await box.stop();
  expect((await sent(folder)).at(-1)).toEqual({ active: true, present: 0, quality: 'counted' });
});

test('a box without a fire input has none to switch, and publishes nothing of it', async () => {
  const folder = boxFolder();
  const box = await withBox({ folder });
  expect(await fire(box, true)).toMatchObject({ status: 404, body: { code: 'fire-input-unknown' } });
  await box.stop();
  expect(await sent(folder)).toEqual([]);
});
