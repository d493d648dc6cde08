import { describe, expect, test, vi } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';
const HOST_CARD = '04DE300000DE01';

const atDoor = (box: TestBox, verb: string) => box.request('POST', `/sim/doors/entrance/${verb}`);
const lastTap = async (box: TestBox) => (await box.snapshot()).lastTap;

describe('a door whose relay board is unplugged', () => {
  test('says so to whoever taps, and moves nothing', async () => {
    const box = await withBox();
    await atDoor(box, 'unplug-relay');
    await box.tap(CARD);
    await vi.waitFor(async () =>
      expect(await lastTap(box)).toMatchObject({ outcome: 'denied', reason: 'door-out-of-order' }),
    );
    expect([box.strikeMoves(), (await box.snapshot()).occupancy.present]).toEqual([[], 0]);
  });

  test('is told in health, with its code, and to the host who wants to open it', async () => {
    const box = await withBox();
    await atDoor(box, 'unplug-relay');
    const health = await box.health();
    expect(health.status).toBe('degraded');
    expect(health.doors[0]?.strike).toMatchObject({ state: 'faulted', faultCode: 'line-lost' });
    await box.request('POST', '/api/host/request-view');
    await box.tap(HOST_CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull());
    const answer = await box.request('POST', '/api/host/open-door', { door: 'entrance' });
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'door-out-of-order' }]);
  });

  test('lets people in again when it is plugged in, and both are in the log', async () => {
    const box = await withBox();
    await atDoor(box, 'unplug-relay');
    await atDoor(box, 'plug-in-relay');
    await box.tap(CARD);
    await vi.waitFor(async () => expect(await lastTap(box)).toMatchObject({ outcome: 'granted' }));
    expect(box.strikeMoves()).toEqual([true]);
    expect((await box.health()).status).toBe('ok');
    await box.stop();
    const told = rowsOf(box.folder, `SELECT type FROM access_log WHERE type LIKE 'strike-%' ORDER BY seq`);
    expect(told).toEqual([{ type: 'strike-lost' }, { type: 'strike-ready' }]);
  });

  test('unplugged while released it is idle, and stays so when it is plugged in (I2)', async () => {
    const box = await withBox();
    await box.tap(CARD);
    await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
    await atDoor(box, 'unplug-relay');
    await atDoor(box, 'plug-in-relay');
    expect(box.strikeMoves()).toEqual([true, false]);
  });
});
