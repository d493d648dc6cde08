import { expect, test } from 'vitest';
import { DiskWatch } from '../../device/controller/disk-watch.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';
import { withBox } from '../support/with-box.ts';

const MEGABYTE = 2 ** 20;

test('a database that another program holds up is told of once, and again when it was let go', () => {
  const [clock, journal] = [new ManualClock(), new RecordingJournal()];
  let wal: number | null = null;
  let changes = 0;
  const onChange = () => void changes++;
  const watch = new DiskWatch({ clock, journal, diskFree: () => null, walBytes: () => wal, onChange });
  watch.start();
  const seen = [4, 33, 20, 40, 4, null].map((megabytes) => {
    wal = megabytes === null ? null : megabytes * MEGABYTE;
    clock.advance(60_000);
    return watch.walLarge;
  });
  expect(seen).toEqual([false, true, true, true, false, false]);
  expect([journal.types(), changes]).toEqual([['database-held', 'database-let-go'], 2]);
});

test('a box whose database is held up says so, and lets people in', async () => {
  const box = await withBox({ walBytes: 100 * MEGABYTE });
  expect((await box.health()).log).toMatchObject({ state: 'ready', warningCode: 'database-held' });
  await box.tap('04A1B2C3D4E5F6');
  await expect.poll(() => box.strikeMoves()).toEqual([true]);
});
