import { mkdirSync, renameSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptCounters } from '../../device/storage/kept-counters.ts';
import { databaseFile, granted, hashOf, openedStorage, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('a counter only rises, for each tag by itself, whatever is learnt late', () => {
  const step = fc.record({ tag: fc.constantFrom(1, 2), counter: fc.nat(20), learns: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const counters = new KeptCounters(() => {});
      const highest = new Map<number, number>();
      for (const { tag, counter, learns } of steps) {
        const isHigher = counter > (highest.get(tag) ?? -1);
        if (learns) counters.learn(new Map([[hashOf(tag), counter]]));
        else expect(counters.raise(hashOf(tag), counter)).toBe(isHigher);
        if (isHigher) highest.set(tag, counter);
      }
    }),
  );
});

test('what was seen is known after a restart', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  expect([first.tagCounters.raise(hashOf(1), 61), first.tagCounters.raise(hashOf(1), 61)]).toEqual([true, false]);
  await first.close();
  const second = await openedStorage(folder);
  // The disk gives them in the background: asked by another job, which comes after it.
  await second.outbox.count();
  expect([second.tagCounters.raise(hashOf(1), 61), second.tagCounters.raise(hashOf(1), 62)]).toEqual([false, true]);
});

test('what was seen is known once the disk gives it, where it did not at the start', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  first.tagCounters.raise(hashOf(1), 61);
  await first.close();
  const file = databaseFile(folder);
  renameSync(file, `${file}-elsewhere`);
  mkdirSync(file);
  const { tagCounters, log, outbox } = await openedStorage(folder);
  expect((await outbox.count()).ok).toBe(false);
  rmSync(file, { recursive: true });
  renameSync(`${file}-elsewhere`, file);
  await log.append(recordOf(granted('in', 1)), true);
  await outbox.count();
  expect([tagCounters.raise(hashOf(1), 61), tagCounters.raise(hashOf(1), 62)]).toEqual([false, true]);
});
