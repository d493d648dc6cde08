import { expect, test, vi } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, boxOn, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, OTHER_CARD, outcomeOf, tapped, typePin } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const handOver = (box: TestBox) => box.request('POST', '/api/host/next-card', { purpose: 'hand-over' });
const shiftOf = async (box: TestBox) => (await box.snapshot()).host?.shift;
const handOvers = (folder: string) =>
  (rowsOf(folder, `SELECT data FROM access_log WHERE type = 'shift-handed-over'`) as { data: string }[]).map(
    ({ data }) => JSON.parse(data),
  );

/** The host view is open, and a second host's card is known by a label. */
async function twoHosts(box: TestBox): Promise<void> {
  await asHost(box);
  await box.request('POST', '/api/host/enrol-next', { role: 'host', label: 'Kerstin' });
  expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'enrolled' });
  box.clock.advance(3_000);
}

/** Kerstin's card is laid on the reader. */
async function takeOver(box: TestBox): Promise<void> {
  await handOver(box);
  await box.tap(OTHER_CARD);
  await vi.waitFor(async () => expect(await shiftOf(box)).toMatchObject({ by: 'Kerstin' }));
}

test('the next host lays a card: the view goes on, what is done is theirs, and the log has both', async () => {
  const box = await withBox();
  await twoHosts(box);
  expect(await shiftOf(box)).toEqual({ by: 'host', sinceMs: MONDAY_10, before: null });
  box.clock.advance(50_000);
  await handOver(box);
  expect((await box.snapshot()).pendingTap).toMatchObject({ purpose: 'hand-over' });
  await takeOver(box);
  const at = box.clock.wallMs();
  expect(await shiftOf(box)).toEqual({ by: 'Kerstin', sinceMs: at, before: { by: 'host', sinceMs: MONDAY_10 } });
  expect((await box.snapshot()).host?.locksAtMs).toBe(at + MINUTE);
  await box.request('POST', '/api/host/correct-count', { present: 4 });
  expect(rowsOf(box.folder, `SELECT data->>'by' AS by FROM access_log WHERE type = 'occupancy-corrected'`)).toEqual([
    { by: 'Kerstin' },
  ]);
  expect(handOvers(box.folder)).toEqual([{ by: 'host', to: 'Kerstin' }]);
  expect(box.strikeMoves()).toEqual([]);
});

test('a card that is no host’s takes nothing over: the view stays with whoever has it', async () => {
  const box = await withBox();
  await twoHosts(box);
  await handOver(box);
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'host-refused' });
  expect(await shiftOf(box)).toMatchObject({ by: 'host' });
  expect([handOvers(box.folder), box.journal.types().filter((type) => type === 'host-view-refused')]).toEqual([
    ...[[], ['host-view-refused']],
  ]);
});

test('a host who has a PIN takes over with it, and not without', async () => {
  const box = await withBox();
  await twoHosts(box);
  await box.request('POST', '/api/host/next-card', { purpose: 'offer-pin' });
  const offered = await tapped(box, OTHER_CARD);
  await box.request('POST', '/api/kiosk/choose-pin', { id: offered?.id, pin: '4711' });
  box.clock.advance(3_000);
  await asHost(box);
  await handOver(box);
  await box.tap(OTHER_CARD);
  expect(await typePin(box, '4712')).toMatchObject({ outcome: 'denied', reason: 'pin-wrong' });
  expect(await shiftOf(box)).toMatchObject({ by: 'host' });
  box.clock.advance(3_000);
  await handOver(box);
  await box.tap(OTHER_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull(), { timeout: 10_000 });
  const id = (await box.snapshot()).pinEntry?.id;
  await box.request('POST', '/api/kiosk/pin', { id, pin: '4711' });
  await vi.waitFor(async () => expect(await shiftOf(box)).toMatchObject({ by: 'Kerstin' }), { timeout: 10_000 });
  expect(handOvers(box.folder)).toHaveLength(1);
});

test('who has the duty outlasts a restart and the view, and ends with the day', async () => {
  const folder = boxFolder();
  const first = await boxOn(new ManualClock(MONDAY_10), { folder });
  await twoHosts(first);
  await takeOver(first);
  await first.stop();
  const box = await boxOn(new ManualClock(MONDAY_10 + HOUR), { folder });
  await asHost(box);
  expect(await shiftOf(box)).toMatchObject({ by: 'Kerstin', before: { by: 'host' } });
  box.clock.advance(18 * HOUR);
  await vi.waitFor(() => expect(box.journal.types()).toContain('occupancy-reset'));
  await asHost(box);
  expect(await shiftOf(box)).toMatchObject({ by: 'host', before: null });
});

test('nobody hands over without an open host view, and nobody who does not lay a card in time', async () => {
  const box = await withBox();
  expect(await handOver(box)).toMatchObject({ status: 403 });
  await twoHosts(box);
  await handOver(box);
  box.clock.advance(31_000);
  await outcomeOf(box, () => box.tap(OTHER_CARD));
  expect(await shiftOf(box)).toMatchObject({ by: 'host' });
});
