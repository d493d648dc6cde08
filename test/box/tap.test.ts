import { describe, expect, test, vi } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';

describe('a tap', () => {
  test('opens the door, counts, greets and is logged, with screen, broker and network dead (I1, I8)', async () => {
    const box = await withBox({ config: { broker: { mode: 'none' } } });
    await box.tap(CARD);
    await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
    const snapshot = await box.snapshot();
    expect(snapshot.lastTap).toMatchObject({ outcome: 'granted', direction: 'in', door: 'entrance' });
    expect(snapshot.occupancy).toMatchObject({ present: 1, quality: 'counted' });
    expect(snapshot.doors[0]?.mode).toBe('accessed');
    box.clock.advance(5_000);
    expect(box.strikeMoves()).toEqual([true, false]);
    await box.stop();
    expect(
      rowsOf(
        box.folder,
        `SELECT json_extract(data, '$.direction') AS way FROM access_log WHERE type = 'access-granted'`,
      ),
    ).toEqual([{ way: 'in' }]);
  });

  test('on one reader toggles in and out; a card that is held there again at once is one tap', async () => {
    const box = await withBox();
    const counts: (number | null)[] = [];
    for (const pause of [3_000, 1_000, 3_000, 0]) {
      await box.tap(CARD);
      await vi.waitFor(async () => expect((await box.snapshot()).lastTap).not.toBeNull());
      await box.request('POST', '/sim/readers/front/remove', {});
      counts.push((await box.snapshot()).occupancy.present);
      box.clock.advance(pause);
    }
    expect(counts).toEqual([1, 0, 0, 1]);
    expect(box.journal.types().filter((type) => type === 'tap-repeated')).toHaveLength(1);
  });

  test('on the reader inside counts out, and never releases the strike', async () => {
    const readers = [
      { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
      { id: 'inside', door: 'entrance', driver: 'simulated', direction: 'out' },
    ];
    const box = await withBox({ config: { readers } });
    await box.tap(CARD, 'front');
    await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
    box.clock.advance(6_000);
    await box.tap(CARD, 'inside');
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ direction: 'out' }));
    await box.tap(CARD, 'inside');
    box.clock.advance(3_000);
    await box.tap(CARD, 'inside');
    expect((await box.snapshot()).occupancy.present).toBe(0);
    expect(box.strikeMoves()).toEqual([true, false]);
  });

  test('that is denied leaves the strike idle, tells why and is logged (I8)', async () => {
    const box = await withBox({ config: { policy: 'enrolled' } });
    await box.tap(CARD);
    await box.tap('08A1B2C3');
    box.clock.setWall(Date.UTC(2026, 2, 2, 19));
    box.clock.advance(20_000);
    await box.tap('04000000000001');
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap).toMatchObject({ reason: 'office-closed' }));
    expect((await box.snapshot()).hours.open).toBe(false);
    await box.stop();
    expect(
      rowsOf(
        box.folder,
        `SELECT json_extract(data, '$.reason') AS reason FROM access_log WHERE type = 'access-denied'`,
      ),
    ).toEqual([{ reason: 'credential-not-enrolled' }, { reason: 'uid-is-random' }, { reason: 'office-closed' }]);
    expect(box.strikeMoves()).toEqual([]);
  });
});

describe('the count', () => {
  test('is rebuilt from the log at start', async () => {
    const folder = boxFolder();
    const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
    const first = await withBox({ folder, config: { doors } });
    for (const uid of [CARD, '04000000000001', '04000000000002', CARD]) {
      await first.tap(uid);
      first.clock.advance(3_000);
    }
    await vi.waitFor(async () => expect((await first.snapshot()).occupancy.present).toBe(2));
    await first.stop();
    const second = await withBox({ folder });
    expect((await second.snapshot()).occupancy).toMatchObject({ present: 2, quality: 'counted' });
    await second.tap('04000000000001');
    await vi.waitFor(async () => expect((await second.snapshot()).lastTap).toMatchObject({ direction: 'out' }));
    expect((await second.snapshot()).occupancy.present).toBe(1);
  });

  test('begins at zero after 04:00', async () => {
    const box = await withBox();
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).occupancy.present).toBe(1));
    box.clock.advance(18 * 3_600_000 + 60_000);
    expect((await box.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'counted' });
  });
});

describe('a stop', () => {
  test('idles the strike at once and is the last line of the log (I2)', async () => {
    const box = await withBox();
    await box.tap(CARD);
    await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]));
    await box.stop();
    expect(box.strikeMoves()).toEqual([true, false]);
    // But for a note that the disk was slow just then.
    const last = `SELECT type FROM access_log WHERE type <> 'log-annotated' ORDER BY seq DESC LIMIT 1`;
    expect(rowsOf(box.folder, last)).toEqual([{ type: 'controller-stopped' }]);
  });

  test('and a start leave the strike idle', async () => {
    const box = await withBox();
    await box.stop();
    expect(box.strikeMoves()).toEqual([]);
  });
});
