import { expect, test, vi } from 'vitest';
import { type TestBox, withBox } from '../support/with-box.ts';

const atDoor = (box: TestBox, verb: string) => box.request('POST', `/sim/doors/entrance/${verb}`);
const door = async (box: TestBox) => (await box.snapshot()).doors[0];

test('a contact whose wire is cut is a fault, not a break-in, and the door still lets people in', async () => {
  const box = await withBox();
  await atDoor(box, 'cut-contact');
  expect(await door(box)).toMatchObject({ physical: 'fault', alarm: 'normal' });
  await box.tap('04A1B2C3D4E5F6');
  await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
  box.clock.advance(5_000);
  expect(box.strikeMoves()).toEqual([true, false]);
});
