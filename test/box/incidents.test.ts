import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { brokenLinks } from '../support/chain.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { rowsOf } from '../support/storage.ts';
import { type BoxOptions, boxFolder, boxOn, MONDAY_10, type TestBox, withBox } from '../support/with-box.ts';
import { asHost } from './at-door.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEXT = 'Stormfönstret blåste sönder vid köksbordet';

const note = (box: TestBox, text: string, category = 'broken') =>
  box.request('POST', '/api/host/note-incident', { category, text });
const shown = async (box: TestBox) => (await box.snapshot()).host?.incidents;
const textsIn = (folder: string) =>
  (rowsOf(folder, 'SELECT text FROM incident ORDER BY seq') as { text: string }[]).map(({ text }) => text);
const boxOnDay = (day: number, folder: string, options: BoxOptions = {}) =>
  boxOn(new ManualClock(MONDAY_10 + day * DAY), { ...options, folder });

test('a host writes down what has happened, and hosts read it, the newest first', async () => {
  const box = await withBox();
  await asHost(box);
  expect(await note(box, 'Någon skar sig. Plåster i köket.', 'injury')).toMatchObject({ status: 200 });
  box.clock.advance(1_000);
  await note(box, `  ${TEXT} `);
  expect(await shown(box)).toEqual([
    { id: expect.any(Number), atMs: MONDAY_10 + 1_000, category: 'broken', text: TEXT, by: 'host' },
    expect.objectContaining({ category: 'injury', text: 'Någon skar sig. Plåster i köket.' }),
  ]);
});

test('the log says what sort and who; not a word of the text is in the log, its journal or a message', async () => {
  const folder = boxFolder();
  const box = await boxOn(new ManualClock(MONDAY_10), {
    folder,
    config: { broker: { mode: 'mqtt', urls: ['mqtt://127.0.0.1:1'] } },
  });
  await asHost(box);
  await note(box, TEXT);
  const logged = rowsOf(folder, `SELECT data FROM access_log WHERE type = 'incident-noted'`);
  expect(logged).toEqual([{ data: JSON.stringify({ category: 'broken', by: 'host' }) }]);
  const messages = rowsOf(folder, `SELECT body FROM outbox`);
  expect(JSON.stringify(messages)).toContain('incident-noted');
  expect(JSON.stringify([messages, rowsOf(folder, 'SELECT data FROM access_log'), box.journal])).not.toContain('Storm');
});

test('what may be a personal identity number is not taken, and nothing is stored', async () => {
  const box = await withBox();
  await asHost(box);
  expect(await note(box, 'Han heter 811218-9876')).toMatchObject({ status: 400, body: { code: 'personal-number' } });
  expect([textsIn(box.folder), await shown(box)]).toEqual([[], []]);
  expect(box.journal.types()).not.toContain('incident-noted');
});

test('it takes an open host view, and a text that is not too long', async () => {
  const box = await withBox();
  expect(await note(box, TEXT)).toMatchObject({ status: 403 });
  await asHost(box);
  expect(await note(box, 'x'.repeat(301))).toMatchObject({ status: 400 });
  expect(await note(box, '', 'gossip')).toMatchObject({ status: 400 });
  expect(textsIn(box.folder)).toEqual([]);
});

test('the text goes when its time is over, not sooner, and not a byte of it stays on the disk', async () => {
  const folder = boxFolder();
  const config = { privacy: { visitDays: 1, operationsDays: 1, incidentDays: 3 } };
  const first = await boxOnDay(0, folder, { config });
  await asHost(first);
  await note(first, TEXT);
  await first.stop();
  const second = await boxOnDay(1, folder, { config });
  await asHost(second);
  await vi.waitFor(async () => {
    const retention = (await second.snapshot()).host?.retention;
    expect(retention?.lastPurgeAtMs).not.toBeNull();
    expect(retention?.kept).toContainEqual({ name: 'incidents', days: 3, oldestMs: MONDAY_10 });
  });
  expect(textsIn(folder)).toEqual([TEXT]);
  await second.stop();
  const third = await boxOnDay(3, folder, { config });
  await vi.waitFor(() => expect(third.journal.types()).toContain('incidents-purged'), { timeout: 5_000 });
  await third.stop();
  expect([textsIn(folder), brokenLinks(folder)]).toEqual([[], []]);
  expect(rowsOf(folder, `SELECT count(*) AS n FROM access_log WHERE type = 'incident-noted'`)).toEqual([{ n: 1 }]);
  for (const name of readdirSync(folder).filter((each) => each.startsWith('kiosk.sqlite')))
    if (existsSync(join(folder, name))) expect(readFileSync(join(folder, name)).includes('Storm')).toBe(false);
});

test('a hold on purging keeps it', async () => {
  const folder = boxFolder();
  const config = { privacy: { visitDays: 1, operationsDays: 1, incidentDays: 1 } };
  const first = await boxOnDay(0, folder, { config });
  await asHost(first);
  await note(first, TEXT);
  await first.request('POST', '/api/host/hold-purge', { why: 'Utredning', days: 30 });
  await first.stop();
  const box = await boxOnDay(5, folder, { config });
  await asHost(box);
  expect((await box.snapshot()).host?.retention.hold).toMatchObject({ why: 'Utredning' });
  expect(textsIn(folder)).toEqual([TEXT]);
  await box.request('POST', '/api/host/release-purge');
  await vi.waitFor(() => expect(textsIn(folder)).toEqual([]), { timeout: 5_000 });
});
