import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { type BoxOptions, boxFolder, boxOn, MONDAY_10, type TestBox } from '../support/with-box.ts';
import { asHost } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const boxOnDay = (day: number, folder: string, options: BoxOptions = {}) =>
  boxOn(new ManualClock(MONDAY_10 + day * DAY), { ...options, folder });

const stamp = (day: number) => new Date(MONDAY_10 + day * DAY).toISOString().replaceAll(':', '');
const brokenOn = (day: number) => ['', '-shm', '-wal'].map((part) => `kiosk.sqlite.broken-${stamp(day)}${part}`);
const rolledBackOn = (day: number) =>
  ['', '-shm', '-wal'].map((part) => `kiosk.sqlite.rolled-back-${stamp(day)}${part}`);
const replacedOn = (day: number) =>
  ['box.key', 'credential.key', 'kiosk.sqlite'].map((name) => `${name}.before-restore-${stamp(day)}`);

function folderWith(...names: readonly string[]): string {
  const folder = boxFolder();
  for (const name of names) writeFileSync(join(folder, name), 'of people');
  return folder;
}

const aside = (folder: string) => readdirSync(folder).filter((name) => /broken|before|rolled/.test(name));
const removed = (box: TestBox) =>
  box.journal.events.flatMap((event) => (event.type === 'put-aside-removed' ? [event.file] : []));
const purged = (box: TestBox) =>
  vi.waitFor(async () => {
    await asHost(box);
    expect((await box.snapshot()).host?.retention.lastPurgeAtMs).not.toBeNull();
  });

describe('what was put aside longer ago than visits are kept', () => {
  test('is gone when the box is started, and the journal names each file; what is younger is there', async () => {
    const of = (day: number) => [...brokenOn(day), ...replacedOn(day), ...rolledBackOn(day)].sort();
    const folder = folderWith(...of(0), ...of(2));
    const box = await boxOnDay(15, folder);
    await purged(box);
    expect(aside(folder)).toEqual(of(2));
    expect(removed(box).sort()).toEqual(of(0));
  });

  test('is gone on a box that goes on, and the host is no longer told of it', async () => {
    const folder = folderWith(...brokenOn(1));
    const box = await boxOnDay(14, folder);
    await purged(box);
    expect((await box.health()).log).toMatchObject({ warningCode: 'log-put-aside' });
    box.clock.advance(2 * DAY);
    await vi.waitFor(() => expect(aside(folder)).toEqual([]));
    await vi.waitFor(async () => expect((await box.snapshot()).log).not.toHaveProperty('warningCode'));
  });

  test('goes by the days of the config', async () => {
    const folder = folderWith(...brokenOn(0));
    const box = await boxOnDay(2, folder, { config: { privacy: { visitDays: 1 } } });
    await purged(box);
    expect(aside(folder)).toEqual([]);
  });

  test('stays while a host holds the purge', async () => {
    const folder = folderWith(...replacedOn(0));
    const first = await boxOnDay(13, folder);
    await asHost(first);
    await first.request('POST', '/api/host/hold-purge', { why: 'begäran om utlämnande', days: 30 });
    await first.stop();
    const box = await boxOnDay(20, folder);
    box.clock.advance(HOUR);
    await asHost(box);
    expect(aside(folder)).toEqual(replacedOn(0));
    await box.request('POST', '/api/host/release-purge');
    await vi.waitFor(() => expect(aside(folder)).toEqual([]));
  });

  test('stays while the clock is not to be trusted', async () => {
    const folder = folderWith(...replacedOn(0));
    let synchronised = false;
    const box = await boxOnDay(20, folder, { synchronised: () => synchronised });
    box.clock.advance(HOUR);
    await asHost(box);
    expect(aside(folder)).toEqual(replacedOn(0));
    synchronised = true;
    // Whether the last look is over, and the next one ordered, only the storage's thread knows.
    await vi.waitFor(() => {
      box.clock.advance(10 * MINUTE);
      expect(aside(folder)).toEqual([]);
    });
  });
});

test('no other file is taken for one that was put aside', async () => {
  const names = [
    'kiosk.sqlite.broken',
    'kiosk.sqlite.broken-2020',
    `notes-${stamp(0)}`,
    `kiosk.sqlite.broken-${stamp(0)}.txt`,
  ];
  const folder = folderWith(...names);
  const box = await boxOnDay(30, folder);
  await purged(box);
  expect(names.filter((name) => !readdirSync(folder).includes(name))).toEqual([]);
  expect(removed(box)).toEqual([]);
});
