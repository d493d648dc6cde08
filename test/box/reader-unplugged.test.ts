import { expect, test, vi } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';
const atReader = (box: TestBox, verb: string) => box.request('POST', `/sim/readers/front/${verb}`);

test('a reader that is unplugged is told in health and in the log, and takes no card', async () => {
  const box = await withBox();
  await atReader(box, 'unplug');
  expect(await box.health()).toMatchObject({
    status: 'degraded',
    readers: [{ state: 'faulted', faultCode: 'line-lost' }],
  });
  expect((await box.tap(CARD)).status).toBe(409);
  expect((await box.snapshot()).lastTap).toBeNull();
});

test('plugged in it reads on, and both moments are in the log', async () => {
  const box = await withBox();
  await atReader(box, 'unplug');
  await atReader(box, 'plug-in');
  await box.tap(CARD);
  await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
  await box.stop();
  const told = rowsOf(box.folder, `SELECT type FROM access_log WHERE type LIKE 'reader-%' ORDER BY seq`);
  expect(told).toEqual([{ type: 'reader-ready' }, { type: 'reader-lost' }, { type: 'reader-ready' }]);
});
