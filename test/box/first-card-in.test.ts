import { expect, test, vi } from 'vitest';
import { type TestBox, withBox } from '../support/with-box.ts';

const HOUR = 3_600_000;
const CARD = '04A1B2C3D4E5F6';
const HOST_CARD = '04DE300000DE01';

const boxWith = (firstCardIn: string) =>
  withBox({ config: { doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', firstCardIn }] } });

async function tap(box: TestBox, uid: string): Promise<void> {
  const before = (await box.snapshot()).lastTap?.id;
  await box.tap(uid);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).not.toBe(before));
}

const mode = async (box: TestBox) => (await box.snapshot()).doors[0]?.mode;

test('a host’s card unlocks the door until the office closes, and then it locks by itself', async () => {
  const box = await boxWith('host');
  await tap(box, CARD);
  expect(await mode(box)).toBe('accessed');
  box.clock.advance(10_000);
  await tap(box, HOST_CARD);
  expect(await mode(box)).toBe('unlocked');
  box.clock.advance(7 * HOUR + 50 * 60_000);
  expect(await mode(box)).toBe('unlocked');
  box.clock.advance(11 * 60_000);
  expect(await mode(box)).toBe('locked');
  expect(box.strikeMoves().at(-1)).toBe(false);
});

test('any card does where the config says so', async () => {
  const box = await boxWith('any');
  await tap(box, CARD);
  expect(await mode(box)).toBe('unlocked');
});

test('a host who comes before the office opens lets only himself in', async () => {
  const box = await boxWith('host');
  box.clock.setWall(Date.UTC(2026, 2, 2, 4));
  box.clock.advance(60_000);
  await tap(box, HOST_CARD);
  expect(await mode(box)).toBe('accessed');
});

test('no card does where the config does not say so', async () => {
  const box = await boxWith('never');
  await tap(box, HOST_CARD);
  expect(await mode(box)).toBe('accessed');
});
