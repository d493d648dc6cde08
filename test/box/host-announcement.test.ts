import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { asHost } from './at-door.ts';

const HOUR = 3_600_000;
const TEXT = 'Karin bjuder på kaffe kl. 15';
const tell = (box: TestBox, body: object) => box.request('POST', '/api/host/announcement', body);
const told = async (box: TestBox) => (await box.snapshot()).hostAnnouncement;

describe('what a host has told on the screen', () => {
  test('is shown until the office closes, and no longer', async () => {
    const box = await withBox();
    await asHost(box);
    expect((await tell(box, { text: `  ${TEXT} ` })).status).toBe(200);
    expect(await told(box)).toEqual({ text: TEXT, untilMs: box.clock.wallMs() + 8 * HOUR });
    box.clock.advance(8 * HOUR - 1);
    expect(await told(box)).not.toBeNull();
    box.clock.advance(1);
    expect(await told(box)).toBeNull();
  });

  test('is over when the clock is set past its time, and not a day later', async () => {
    const box = await withBox();
    await asHost(box);
    await tell(box, { text: TEXT, until: 'next-closing' });
    const { untilMs = 0 } = (await told(box)) ?? {};
    box.clock.setWall(untilMs - 1_000);
    box.clock.advance(999);
    expect(await told(box)).not.toBeNull();
    box.clock.setWall(untilMs);
    box.clock.advance(60_000);
    expect(await told(box)).toBeNull();
  });

  test('is taken down by a host, and a new one takes the place of the one before', async () => {
    const box = await withBox();
    await asHost(box);
    await tell(box, { text: TEXT, until: 'next-closing' });
    await tell(box, { text: 'Vi har öppet som vanligt', until: 'hour' });
    expect(await told(box)).toMatchObject({ text: 'Vi har öppet som vanligt' });
    for (const _ of [1, 2]) await box.request('POST', '/api/host/announcement/withdraw');
    expect(await told(box)).toBeNull();
    expect(box.journal.types().filter((type) => type.startsWith('host-announcement'))).toEqual([
      ...['host-announcement-made', 'host-announcement-made', 'host-announcement-withdrawn'],
    ]);
  });

  test('outlives a restart; when its time is over meanwhile, nothing of it is left', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await asHost(box);
    await tell(box, { text: TEXT });
    await box.stop();
    const again = await withBox({ folder, at: box.clock.wallMs() + HOUR });
    expect(await told(again)).toMatchObject({ text: TEXT });
    await again.stop();
    const late = await withBox({ folder, at: box.clock.wallMs() + 9 * HOUR });
    expect(await told(late)).toBeNull();
    expect(existsSync(join(folder, 'host-announcement.json'))).toBe(false);
  });

  test('stands in the log as who did so and until when, without a word of it', async () => {
    const box = await withBox();
    await asHost(box);
    await tell(box, { text: TEXT });
    await box.stop();
    expect(rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'host-announcement-made'`)).toEqual([
      { data: JSON.stringify({ untilMs: box.clock.wallMs() + 8 * HOUR, by: 'host' }) },
    ]);
    expect(JSON.stringify(box.journal.events)).not.toContain('Karin');
    const files = readdirSync(box.folder).filter((name) => name !== 'host-announcement.json');
    for (const name of files) expect(readFileSync(join(box.folder, name)).includes('Karin'), name).toBe(false);
  });
});

test('only a host has something told, without a personal number, on one line of 160 characters at most', async () => {
  const box = await withBox();
  expect(await tell(box, { text: TEXT })).toMatchObject({ status: 403, body: { code: 'host-view-locked' } });
  expect((await box.request('POST', '/api/host/announcement/withdraw')).status).toBe(403);
  await asHost(box);
  expect(await tell(box, { text: 'Ring 19811218-9876' })).toMatchObject({
    status: 400,
    body: { code: 'personal-number' },
  });
  for (const text of ['', '   ', 'a'.repeat(161), 'en\nrad till', '\u202Eomvänt'])
    expect(await tell(box, { text })).toMatchObject({ status: 400, body: { code: 'request-malformed' } });
  expect(await told(box)).toBeNull();
  expect((await tell(box, { text: 'å'.repeat(160) })).status).toBe(200);
});
