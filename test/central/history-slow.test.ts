import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { FeedHistory } from '../../provisioning/central/history/feed-history.ts';
import { SqliteHistory } from '../../provisioning/central/history/sqlite-history.ts';
import { Collector } from '../../provisioning/central/offices/collector.ts';
import { LocalDays } from '../../provisioning/central/offices/local-day.ts';
import { MalformedCount } from '../../provisioning/central/offices/malformed-count.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { said } from './an-office.ts';

const NAME = 'allmanna/kontor-1';

function historyIn(folder: string): SqliteHistory {
  const history = SqliteHistory.open(folder);
  if (!history.ok) throw new Error(history.error.detail);
  onTestFinished(() => history.value.close());
  return history.value;
}

/** A history that stores in a way of its own. */
function storing(real: FeedHistory, store: FeedHistory['store']): FeedHistory {
  return {
    store,
    offices: () => real.offices(),
    has: (key) => real.has(key),
    read: (query) => real.read(query),
    forgetBefore: (ms) => real.forgetBefore(ms),
    close: () => real.close(),
  };
}

function collectorOn(history: FeedHistory): Promise<Collector> {
  const days = LocalDays.in('Europe/Stockholm');
  if (!days.ok) throw new Error('no such zone');
  const malformed = new MalformedCount(() => {});
  return Collector.begin({ history, malformed, days: days.value, now: Date.now, keys: new Map() });
}

const event = (seq: number) => {
  const { topic, text } = said(NAME, 'events', { event: 'occupancy-reset' }, { seq });
  return { topic, payload: Buffer.from(text), retained: false };
};

test('what comes again while it is still on its way to the disk is taken after it', async () => {
  const real = historyIn(tempFolder());
  const first = Promise.withResolvers<void>();
  const waits = [first.promise];
  const slow = storing(real, async (batch) => {
    await waits.shift();
    await real.store(batch);
  });
  const collector = await collectorOn(slow);
  const takes = [collector.take([event(1), event(2)]), collector.take([event(1), event(2), event(3)])];
  // Time enough for the second to be stored first, were it not to wait.
  await setImmediate();
  first.resolve();
  await Promise.all(takes);
  expect(collector.offices.get(NAME)).toMatchObject({ counts: { events: { highest: 3 } }, gaps: [] });
});

test('what the history refused has not happened, and what comes after it is taken', async () => {
  const real = historyIn(tempFolder());
  let refuse = true;
  const failing = storing(real, async (batch) => {
    if (refuse) throw new Error('the disk is full');
    await real.store(batch);
  });
  const collector = await collectorOn(failing);
  await expect(collector.take([event(1)])).rejects.toThrow('the disk is full');
  expect(collector.offices.size).toBe(0);
  refuse = false;
  await collector.take([event(1), event(2)]);
  expect(collector.offices.get(NAME)).toMatchObject({ counts: { events: { highest: 2 } }, gaps: [] });
});

test('a folder is held by one process at a time', async () => {
  const folder = tempFolder();
  const held = historyIn(folder);
  expect(SqliteHistory.open(folder)).toMatchObject({ ok: false, error: { code: 'data-folder-in-use' } });
  await held.close();
  historyIn(folder);
});

test('a history of a newer version is left as it is', async () => {
  const folder = tempFolder();
  await historyIn(folder).close();
  const db = new SqliteDatabase(join(folder, 'feed.db'));
  db.pragma('user_version = 99');
  db.close();
  expect(SqliteHistory.open(folder)).toMatchObject({ ok: false, error: { code: 'schema-too-new' } });
});
