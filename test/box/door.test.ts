import { describe, expect, test, vi } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';

const CARD = '04A1B2C3D4E5F6';
const OTHER_CARD = '04000000000001';
const HOST_CARD = '04DE300000DE01';

const present = async (box: TestBox) => (await box.snapshot()).occupancy.present;
const doorOf = async (box: TestBox, id = 'entrance') => (await box.snapshot()).doors.find((door) => door.id === id);
const leaf = (box: TestBox, verb: 'open' | 'force' | 'close' | 'rex', door = 'entrance') =>
  box.request('POST', `/sim/doors/${door}/${verb}`);

async function letIn(box: TestBox, uid = CARD, reader = 'front'): Promise<void> {
  const before = (await box.snapshot()).lastTap?.id;
  await box.tap(uid, reader);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).not.toBe(before));
}

async function asHost(box: TestBox): Promise<void> {
  await box.request('POST', '/api/host/request-view');
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull());
}

const setMode = (box: TestBox, command: string, door = 'entrance') =>
  box.request('POST', '/api/host/door-mode', { door, command });

describe('granted but not opened', () => {
  test('is no visit: the count goes back, and stays so after a restart', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await letIn(box);
    expect(await present(box)).toBe(1);
    box.clock.advance(5_000);
    expect(await present(box)).toBe(0);
    await letIn(box, OTHER_CARD);
    await leaf(box, 'open');
    await leaf(box, 'close');
    box.clock.advance(10_000);
    expect(await present(box)).toBe(1);
    await box.stop();
    expect(rowsOf(folder, `SELECT count(*) AS n FROM access_log WHERE type = 'access-not-taken'`)).toEqual([{ n: 1 }]);
    expect(await present(await withBox({ folder }))).toBe(1);
  });

  test('the same card is let in again, not out', async () => {
    const box = await withBox();
    await letIn(box);
    box.clock.advance(5_000);
    await letIn(box);
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'granted', direction: 'in' });
  });
});

describe('two cards at once', () => {
  test('both count, and the strike is released once', async () => {
    const box = await withBox();
    await Promise.all([box.tap(CARD), box.tap(OTHER_CARD)]);
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).toBe(2));
    expect(await present(box)).toBe(2);
    await leaf(box, 'open');
    box.clock.advance(5_000);
    expect(await present(box)).toBe(2);
    expect(box.strikeMoves().at(-1)).toBe(false);
  });
});

describe('a door that is forced', () => {
  test('is an alarm on the host’s screen and in the log, until it is shut', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await leaf(box, 'force');
    box.clock.advance(500);
    expect(await doorOf(box)).toMatchObject({ alarm: 'forced-open', physical: 'open', mode: 'locked' });
    await leaf(box, 'close');
    expect((await doorOf(box))?.alarm).toBe('normal');
    await box.stop();
    expect(rowsOf(folder, `SELECT type FROM access_log WHERE type LIKE 'door-alarm%' ORDER BY seq`)).toEqual([
      { type: 'door-alarm-raised' },
      { type: 'door-alarm-cleared' },
    ]);
  });

  test('is none when somebody was let in, or leaves', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await letIn(box);
    await leaf(box, 'open');
    await leaf(box, 'close');
    box.clock.advance(10_000);
    await leaf(box, 'rex');
    await leaf(box, 'close');
    box.clock.advance(10_000);
    await box.stop();
    expect(rowsOf(folder, `SELECT data FROM access_log WHERE type LIKE 'door-alarm%'`)).toEqual([]);
  });
});

describe('a door that is held open', () => {
  test('is asked to be shut after 25 s, an alarm after 30 s, and well again when it is shut', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await letIn(box);
    await leaf(box, 'open');
    box.clock.advance(24_999);
    expect(await doorOf(box)).toMatchObject({ shutSoon: false, alarm: 'normal' });
    box.clock.advance(1);
    expect(await doorOf(box)).toMatchObject({ shutSoon: true, alarm: 'normal' });
    box.clock.advance(5_000);
    expect(await doorOf(box)).toMatchObject({ shutSoon: true, alarm: 'open-too-long' });
    await leaf(box, 'close');
    expect(await doorOf(box)).toMatchObject({ shutSoon: false, alarm: 'normal' });
    await box.stop();
    expect(rowsOf(folder, `SELECT type FROM access_log WHERE type LIKE 'door-alarm%' ORDER BY seq`)).toEqual([
      { type: 'door-alarm-raised' },
      { type: 'door-alarm-cleared' },
    ]);
  });
});

describe('a host', () => {
  test('holds the door unlocked, and locks it', async () => {
    const box = await withBox();
    await asHost(box);
    expect((await setMode(box, 'unlock')).status).toBe(200);
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
    expect(box.strikeMoves()).toEqual([true]);
    expect((await setMode(box, 'lock')).status).toBe(200);
    expect(box.strikeMoves()).toEqual([true, false]);
    expect(box.journal.types().filter((type) => type === 'door-mode-changed')).toHaveLength(2);
  });

  test('locks the door down: nobody is let in, not by card and not by button, until it is lifted', async () => {
    const box = await withBox();
    await asHost(box);
    await setMode(box, 'lock-down');
    await letIn(box);
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied', reason: 'door-locked-down' });
    const opened = await box.request('POST', '/api/host/open-door', { door: 'entrance' });
    expect(opened).toMatchObject({ status: 409, body: { code: 'door-locked-down' } });
    expect(await setMode(box, 'unlock')).toMatchObject({ status: 409, body: { code: 'door-locked-down' } });
    expect(box.strikeMoves()).toEqual([]);
    await setMode(box, 'lift');
    await letIn(box, OTHER_CARD);
    expect(box.strikeMoves()).toEqual([true]);
  });

  test('is refused without an open host view, for an unknown door, and for a mode that is none', async () => {
    const box = await withBox();
    expect(await setMode(box, 'unlock')).toMatchObject({ status: 403, body: { code: 'host-view-locked' } });
    await asHost(box);
    expect(await setMode(box, 'unlock', 'cellar')).toMatchObject({ status: 404, body: { code: 'door-unknown' } });
    expect(await setMode(box, 'ajar')).toMatchObject({ status: 400, body: { code: 'request-malformed' } });
    expect(box.strikeMoves()).toEqual([]);
  });
});

describe('an airlock', () => {
  const airlock = {
    doors: [
      { id: 'entrance', name: 'Ytterdörren', driver: 'simulated', airlock: 'hall' },
      { id: 'inner', name: 'Innerdörren', driver: 'simulated', airlock: 'hall' },
    ],
    readers: [
      { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
      { id: 'hall', door: 'inner', driver: 'simulated', direction: 'in' },
    ],
  };

  test('releases one door only while the other is shut and locked', async () => {
    const box = await withBox({ config: airlock });
    await letIn(box);
    await letIn(box, OTHER_CARD, 'hall');
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied', reason: 'door-interlocked' });
    await leaf(box, 'open');
    box.clock.advance(2_000);
    await letIn(box, OTHER_CARD, 'hall');
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied' });
    await leaf(box, 'close');
    box.clock.advance(3_000);
    await letIn(box, OTHER_CARD, 'hall');
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'granted', door: 'inner' });
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  });

  test('releases one of two that are asked for at the same moment', async () => {
    const box = await withBox({ config: airlock });
    await Promise.all([box.tap(CARD, 'front'), box.tap(OTHER_CARD, 'hall')]);
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).toBe(2));
    const modes = (await box.snapshot()).doors.map(({ mode }) => mode).sort();
    expect(modes).toEqual(['accessed', 'locked']);
    expect(box.strikeMoves()).toEqual([true]);
    expect(await present(box)).toBe(1);
  });
});
