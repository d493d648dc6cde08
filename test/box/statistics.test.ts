import { expect, test, vi } from 'vitest';
import { HourlyBody } from '../../device/contract/feed/history.ts';
import { HourRow } from '../../device/contract/statistics.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { CARD, leaf, letIn, OTHER_CARD } from './at-door.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

const hoursIn = (folder: string) =>
  (rowsOf(folder, 'SELECT row FROM hour ORDER BY hour_ms') as { row: string }[]).map(({ row }) =>
    HourRow.parse(JSON.parse(row)),
  );

/** Somebody taps, and goes through the door. */
async function comes(box: TestBox, uid: string): Promise<void> {
  await letIn(box, uid);
  await leaf(box, 'open');
  await leaf(box, 'close');
}

test('each hour is stored two minutes after its end: who came and went, how many were there, how it was open', async () => {
  const box = await withBox();
  await comes(box, CARD);
  box.clock.advance(30 * MINUTE);
  await comes(box, OTHER_CARD);
  box.clock.advance(33 * MINUTE);
  await vi.waitFor(() => expect(hoursIn(box.folder).length).toBeGreaterThan(0));
  expect(hoursIn(box.folder).at(-1)).toMatchObject({
    ...{ entries: 2, exits: 0, companions: 0, presentMean: 1.5, presentPeak: 2, knownMinutes: 60, denied: {} },
    openPlannedMinutes: { staffed: 60, 'self-hosted': 0, unattended: 0 },
    openActualMinutes: { staffed: 60, 'self-hosted': 0, unattended: 0 },
  });
});

test('each hour is told to central staff once, as it is stored, and a start that makes it anew does not tell it again', async () => {
  const folder = boxFolder();
  // Nobody listens there: what it would hear waits.
  const config = { broker: { mode: 'mqtt', urls: ['mqtt://127.0.0.1:9'] } };
  const told = () =>
    (rowsOf(folder, "SELECT seq, body FROM outbox WHERE stream = 'hourly'") as { seq: number; body: string }[]).map(
      ({ seq, body }) => [seq, HourlyBody.parse(JSON.parse(body))] as const,
    );
  const box = await withBox({ folder, config });
  await comes(box, CARD);
  box.clock.advance(63 * MINUTE);
  await vi.waitFor(() => expect(told()).toMatchObject([[1, { from: '2026-03-02T09:00:00.000Z', entries: 1 }]]));
  await box.stop();
  const again = await withBox({ folder, config, at: box.clock.wallMs() });
  await again.stop();
  expect(told()).toHaveLength(1);
});

test('a box that is started again goes on with the hour, and stores what it missed', async () => {
  const folder = boxFolder();
  const first = await withBox({ folder });
  await comes(first, CARD);
  first.clock.advance(20 * MINUTE);
  await first.stop();
  const again = await withBox({ folder });
  again.clock.setWall(again.clock.wallMs() + 25 * MINUTE);
  await comes(again, OTHER_CARD);
  again.clock.setWall(again.clock.wallMs() + HOUR);
  again.clock.advance(3 * MINUTE);
  await vi.waitFor(() => expect(hoursIn(folder).length).toBeGreaterThan(0));
  expect(hoursIn(folder)[0]).toMatchObject({ entries: 2 });
});

test('hours hold nothing that leads to anybody', async () => {
  const box = await withBox();
  await comes(box, CARD);
  box.clock.advance(HOUR + 3 * MINUTE);
  await vi.waitFor(() => expect(hoursIn(box.folder).length).toBeGreaterThan(0));
  const [{ who }] = rowsOf(
    box.folder,
    `SELECT lower(hex(subject)) AS who FROM access_log WHERE subject IS NOT NULL`,
  ) as [{ who: string }];
  expect(who).toMatch(/^[0-9a-f]{32}$/);
  expect(JSON.stringify(hoursIn(box.folder))).not.toContain(who);
});
