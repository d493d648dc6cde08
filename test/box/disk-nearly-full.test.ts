import { expect, test } from 'vitest';
import { DiskWatch } from '../../device/controller/disk-watch.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';
import { withBox } from '../support/with-box.ts';

const MEGABYTE = 2 ** 20;

test('a disk that is nearly full is told of once, and again when it has room', () => {
  const [clock, journal] = [new ManualClock(), new RecordingJournal()];
  let free: number | null = 500 * MEGABYTE;
  let changes = 0;
  const watch = new DiskWatch({
    clock,
    journal,
    diskFree: () => free,
    walBytes: () => null,
    onChange: () => void changes++,
  });
  watch.start();
  const seen = [500, 150, 250, 150, null, 350].map((megabytes) => {
    free = megabytes === null ? null : megabytes * MEGABYTE;
    clock.advance(60_000);
    return watch.nearlyFull;
  });
  expect(seen).toEqual([false, true, true, true, true, false]);
  expect([journal.types(), changes]).toEqual([['disk-nearly-full', 'disk-has-room'], 2]);
});

test('a box on a disk that is nearly full says so, and lets people in', async () => {
  const box = await withBox({ diskFree: 10 * MEGABYTE });
  expect((await box.health()).log).toMatchObject({ state: 'ready', warningCode: 'disk-nearly-full' });
  expect((await box.snapshot()).log).toMatchObject({ warningCode: 'disk-nearly-full' });
  await box.tap('04A1B2C3D4E5F6');
  await expect.poll(() => box.strikeMoves()).toEqual([true]);
});
