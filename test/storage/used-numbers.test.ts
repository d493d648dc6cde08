import { expect, test } from 'vitest';
import { granted, openedStorage, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const using = (number: number) => ({ ...recordOf(granted('in')), used: [{ name: 'command duty-desk', number }] });
const kept = (entries: readonly (readonly [string, number])[]) => ({ ok: true, value: new Map(entries) });

test('a number that was used once is known at the next start', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  await first.log.append(using(7), false);
  await first.close();
  const second = await openedStorage(folder);
  expect(await second.usedNumbers.all()).toEqual(kept([['command duty-desk', 7]]));
});

test('the highest is kept, whatever comes after', async () => {
  const { log, usedNumbers } = await openedStorage(tempFolder());
  for (const number of [3, 9, 4]) await log.append(using(number), false);
  expect(await usedNumbers.all()).toEqual(kept([['command duty-desk', 9]]));
});

test('a number is used together with what it was used for, or not at all', async () => {
  const { log, outbox, usedNumbers } = await openedStorage(tempFolder());
  const receipt = { stream: 'receipt', body: {} } as const;
  const broken = { ...using(7), outbox: [receipt], atMs: Number.NaN as never };
  expect((await log.append(broken, false)).ok).toBe(false);
  expect(await usedNumbers.all()).toEqual(kept([]));
  expect(await outbox.count()).toEqual({ ok: true, value: 0 });
});
