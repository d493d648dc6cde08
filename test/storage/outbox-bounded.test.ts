import { describe, expect, onTestFinished, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import type { OutboxMessage } from '../../device/ports/outbox.ts';
import { openDatabase } from '../../device/storage/database.ts';
import { OutboxStatements } from '../../device/storage/outbox-statements.ts';
import { parseOutboxRows } from '../../device/storage/rows.ts';
import type { Storage } from '../../device/storage/storage.ts';
import { bootId } from '../support/boot-id.ts';
import { databaseFile, granted, openedStorage, recordOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const DAY = 86_400_000;

async function waiting({ outbox }: Pick<Storage, 'outbox'>, after = 0): Promise<readonly OutboxMessage[]> {
  const read = await outbox.read(after, 10);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

const heads = async (storage: Storage) =>
  (await waiting(storage)).map(({ stream, seq, gapFrom }) => [stream, seq, gapFrom]);

/** One event and one signed head of the log for each of these days. */
async function storedOn(days: readonly number[], folder = tempFolder()): Promise<Storage> {
  const storage = await openedStorage(folder);
  for (const day of days) {
    const { outbox, ...record } = recordOf(granted('in', 1), day * DAY, 1);
    await storage.log.append({ ...record, outbox: [...outbox, { stream: 'log-head', body: {} }] }, false);
  }
  return storage;
}

describe('a message that has waited too long', () => {
  test('goes, and leaves a gap in its stream that says how many went', async () => {
    const storage = await storedOn([1, 2, 3, 4]);
    expect(await storage.outbox.dropSome(epochMs(3 * DAY))).toEqual({ ok: true, value: true });
    expect(await heads(storage)).toEqual([
      ['events', 2, 1],
      ['log-head', 2, 1],
      ['events', 3, null],
      ['log-head', 3, null],
      ['events', 4, null],
      ['log-head', 4, null],
    ]);
  });

  test('does not take with it what lies between, from before a clock was wrong', async () => {
    const storage = await storedOn([1, 9, 1, 9]);
    expect(await storage.outbox.dropSome(epochMs(3 * DAY))).toEqual({ ok: true, value: true });
    const events = (await heads(storage)).filter(([stream]) => stream === 'events');
    expect(events).toEqual([
      ['events', 1, 1],
      ['events', 2, null],
      ['events', 3, 3],
      ['events', 4, null],
    ]);
  });

  test('joins the gap before it', async () => {
    const storage = await storedOn([1, 2, 3, 4]);
    for (const day of [3, 3, 4]) await storage.outbox.dropSome(epochMs(day * DAY));
    expect(await heads(storage)).toEqual([
      ['events', 3, 1],
      ['log-head', 3, 1],
      ['events', 4, null],
      ['log-head', 4, null],
    ]);
  });

  test('and of which the broker has heard meanwhile does not hide the gap: that is told too', async () => {
    const storage = await storedOn([1, 2]);
    const sent = await waiting(storage);
    await storage.outbox.dropSome(epochMs(3 * DAY));
    await storage.outbox.acknowledge(sent);
    expect(await heads(storage)).toEqual([
      ['events', 2, 1],
      ['log-head', 2, 1],
    ]);
    await storage.outbox.acknowledge(await waiting(storage));
    expect(await storage.outbox.count()).toEqual({ ok: true, value: 0 });
  });
});

const events = (length: number) => Array.from({ length }, () => ({ stream: 'events', body: {} }) as const);

/** An outbox with room for so many events, and its database. */
function outboxFor(mostEvents: number) {
  const opened = openDatabase(databaseFile(tempFolder()));
  if (!opened.ok) throw new Error(opened.error.message);
  onTestFinished(() => opened.value.close());
  const { db } = opened.value;
  return { db, outbox: new OutboxStatements(db, bootId, mostEvents) };
}

test('how long a queue is is known without a look at all of it', () => {
  const { db, outbox } = outboxFor(100_000);
  db.transaction(() => outbox.append(events(50_000), DAY))();
  const counts = new Set<unknown>();
  for (let n = 0; n < 50_000; n++) counts.add(outbox.run({ op: 'count-outbox' }));
  expect([...counts]).toEqual([50_000]);
  const [first] = parseOutboxRows(outbox.run({ op: 'read-outbox', after: 0, limit: 1 }));
  outbox.run({ op: 'acknowledge', rows: first ? [first, first] : [] });
  outbox.append(events(3), DAY);
  expect(outbox.run({ op: 'count-outbox' })).toBe(50_002);
});

describe('when there are more events than there is room for', () => {
  test('the oldest go, also after some could not be forgotten', () => {
    const { db, outbox } = outboxFor(3);
    outbox.append(events(3), DAY);
    const rows = parseOutboxRows(outbox.run({ op: 'read-outbox', after: 0, limit: 3 }));
    const forgotten = db.transaction(() => {
      outbox.run({ op: 'acknowledge', rows });
      throw new Error('the disk is full');
    });
    expect(forgotten).toThrow('the disk is full');
    outbox.rolledBack();
    outbox.append(events(1), DAY);
    expect(outbox.run({ op: 'count-outbox' })).toBe(1);
    expect(parseOutboxRows(outbox.run({ op: 'read-outbox', after: 0, limit: 3 }))).toMatchObject([
      { seq: 4, gapFrom: 1 },
    ]);
  });

  test('the oldest thousand go, nothing of another stream, and the next one is stored', () => {
    const { outbox } = outboxFor(1_500);
    outbox.append([{ stream: 'log-head', body: {} }], DAY);
    outbox.append(events(1_500), DAY);
    expect(outbox.run({ op: 'count-outbox' })).toBe(1_501);
    outbox.append([{ stream: 'events', body: {} }], DAY);
    const read = parseOutboxRows(outbox.run({ op: 'read-outbox', after: 0, limit: 3 }));
    expect(read.map(({ stream, seq, gapFrom }) => [stream, seq, gapFrom])).toEqual([
      ['log-head', 1, null],
      ['events', 1_000, 1],
      ['events', 1_001, null],
    ]);
    // But for the gap, which takes one place.
    expect(outbox.run({ op: 'count-outbox' })).toBe(1_502 - 999);
  });
});
