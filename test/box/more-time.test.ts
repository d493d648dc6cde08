import { expect, test, vi } from 'vitest';
import { withBox } from '../support/with-box.ts';
import { asHost, CARD, doorOf } from './at-door.ts';

test('whoever needs more time at the door asks for it on the screen, once, and only when let in', async () => {
  const box = await withBox();
  const ask = () => box.request('POST', '/api/kiosk/more-time', { door: 'entrance' });
  expect(await ask()).toMatchObject({ status: 409, body: { code: 'nobody-let-in' } });
  await box.tap(CARD);
  await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
  box.clock.advance(4_000);
  expect((await ask()).status).toBe(200);
  expect(await doorOf(box)).toMatchObject({ mode: 'accessed', extended: true });
  expect((await ask()).status).toBe(409);
  box.clock.advance(19_900);
  expect(await doorOf(box)).toMatchObject({ mode: 'accessed' });
  box.clock.advance(200);
  expect(await doorOf(box)).toMatchObject({ mode: 'locked', extended: false });
  expect(box.strikeMoves().at(-1)).toBe(false);
});

test('a host opens the door with more time for somebody who needs it', async () => {
  const box = await withBox();
  await asHost(box);
  await box.request('POST', '/api/host/open-door', { door: 'entrance', extended: true });
  box.clock.advance(19_900);
  expect(await doorOf(box)).toMatchObject({ mode: 'accessed', extended: true });
  box.clock.advance(200);
  expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
});
