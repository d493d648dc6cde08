import { expect, test } from 'vitest';
import { granted, openedStorage, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('messages come back oldest first, page by page, and stay until they are acknowledged (I6)', async () => {
  const { log, outbox } = await openedStorage(tempFolder());
  for (let n = 1; n <= 5; n++) await log.append(recordOf(granted('in', n), 1_000 + n, n), false);
  const page = await outbox.read(0, 3);
  if (!page.ok) throw new Error(page.error.code);
  expect(page.value.map(({ stream, seq, atMs, body }) => ({ stream, seq, atMs, body }))).toEqual(
    [1, 2, 3].map((n) => ({
      stream: 'events',
      seq: n,
      atMs: 1_000 + n,
      body: { event: 'access-granted', told: n },
    })),
  );
  expect(await outbox.read(0, 3)).toEqual(page);
  const lastId = page.value[2]?.id ?? 0;
  const rest = await outbox.read(lastId, 10);
  expect(rest.ok && rest.value.map(({ seq }) => seq)).toEqual([4, 5]);
  await outbox.acknowledge(page.value);
  expect(await outbox.count()).toEqual({ ok: true, value: 2 });
});

test('sequence numbers and ids go on after a restart, although the outbox was emptied', async () => {
  const folder = tempFolder();
  const first = await openedStorage(folder);
  for (let n = 1; n <= 3; n++) await first.log.append(recordOf(granted('in', n), n, n), false);
  const sent = await first.outbox.read(0, 10);
  if (!sent.ok) throw new Error(sent.error.code);
  await first.outbox.acknowledge(sent.value);
  await first.close();
  const second = await openedStorage(folder);
  await second.log.append(recordOf(granted('out', 1), 9, 2), false);
  const next = await second.outbox.read(0, 10);
  expect(next.ok && next.value.map(({ id, seq }) => ({ id, seq }))).toEqual([{ id: 4, seq: 4 }]);
});

test('an event and its message are stored together or not at all', async () => {
  const { log, outbox } = await openedStorage(tempFolder());
  const broken = { ...recordOf(granted('in'), 1, 1), atMs: Number.NaN as never };
  expect((await log.append(broken, false)).ok).toBe(false);
  expect(await outbox.count()).toEqual({ ok: true, value: 0 });
  expect(await log.readSinceReset()).toEqual({ ok: true, value: [] });
});
