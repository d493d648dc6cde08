import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxOn } from '../support/with-box.ts';
import { access, manyCards } from './at-the-command-line.ts';

test('while forty thousand cards are imported, taps are granted, logged and seen at the strike', async () => {
  const box = await boxOn(systemClock, { config: alwaysOpen });
  const steps = new Map<string, number>();
  let step = 'Reading';
  let done = false;
  const importing = access(box.folder, ['import-credentials', manyCards(40_000)], (line) => {
    step = line.replace(/[ :].*/, '');
  }).finally(() => {
    done = true;
  });
  const tapping = (async () => {
    for (let n = 1; !done; n++) {
      const before = box.journal.types().filter((type) => type === 'access-granted').length;
      await box.tap(`05${n.toString(16).padStart(12, '0')}`);
      await expect
        .poll(() => box.journal.types().filter((type) => type === 'access-granted').length, { interval: 5 })
        .toBe(before + 1);
      steps.set(step, (steps.get(step) ?? 0) + 1);
      await pause(5);
    }
  })();
  expect((await importing).exit).toBe(0);
  await tapping;
  expect([...steps.keys()]).toEqual(expect.arrayContaining(['Sending']));
  const taps = [...steps.values()].reduce((sum, count) => sum + count, 0);
  expect(box.strikeMoves()).toContain(true);
  await box.stop();
  expect(rowsOf(box.folder, `SELECT count(*) AS taps FROM access_log WHERE type = 'access-granted'`)).toEqual([
    { taps },
  ]);
  expect(box.journal.types()).not.toContain('log-records-lost');
});
